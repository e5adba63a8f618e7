import { describe, expect, test } from 'vitest';
import type { AlertKind, AlertLevel, AlertTarget, Condition, KeptAlert } from './alert.ts';
import { type AlertOutcome, type AlertSituation, afterTelling, decideAlerts } from './decide-alerts.ts';
import { readAlertRules } from './read-alert-rules.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 4, 4, 9);

const condition = (kind: AlertKind, subject = '', level: AlertLevel = 'warning'): Condition => ({
  kind,
  subject,
  level,
  facts: {},
});
const target = (key: string, channel: AlertTarget['channel'], hears?: unknown): AlertTarget => {
  const reading = readAlertRules({ targets: [{ key, channel, to: `${key}@example.com`, hears }] });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.rules.targets[0] as AlertTarget;
};

const senders = [
  { key: 'office', channel: 'email', isPaused: false, isUsable: true },
  { key: 'spare', channel: 'email', isPaused: false, isUsable: true },
  { key: 'app', channel: 'slack', isPaused: false, isUsable: true },
] as const;
const desk = target('desk', 'email');
const team = target('team', 'slack');

/** An organization over time: what each look tells, and how the calls ended. */
class Looks {
  now = start;
  kept: readonly KeptAlert[] = [];
  readonly targets: readonly AlertTarget[];

  constructor(targets: readonly AlertTarget[] = [desk]) {
    this.targets = targets;
  }

  look(
    standing: readonly Condition[],
    outcome: (senders: readonly string[], target: string) => AlertOutcome['kind'] | 'nobody knows' = () => 'accepted',
    changes: Partial<AlertSituation> = {},
  ): string[] {
    const { targets, now, kept } = this;
    const decision = decideAlerts({ standing, kept, targets, senders, now, ...changes });
    this.kept = decision.kept;
    for (const message of decision.messages) {
      const kind = outcome(message.senders, message.target.key);
      if (kind !== 'nobody knows') this.kept = afterTelling(this.kept, message, { kind, detail: null });
    }
    return decision.messages.map(
      (message) =>
        `${message.target.key} by ${message.senders.join(' ') || 'nobody'}: ${message.items
          .map(({ news, alert }) => `${news} ${alert.kind}`)
          .join(', ')}`,
    );
  }

  after(ms: number): this {
    this.now += ms;
    return this;
  }
}

const late = [condition('engine_late')];
const broken = [condition('sender_unavailable', 'office')];
const resting = { senders: senders.map((sender) => ({ ...sender, isUsable: sender.key !== 'office' })) };
const unreadable = (sender: string) => condition('mailbox_unreadable', sender);

describe('what stands', () => {
  test('is told once, again after a day, and over once', () => {
    const looks = new Looks();
    expect(looks.look(late)).toEqual(['desk by office spare: new engine_late']);
    const later: string[] = [];
    for (let n = 1; n < 24 * 60; n += 1) later.push(...looks.after(minute).look(late));
    expect(later).toEqual([]);
    expect(looks.after(minute).look(late)).toEqual(['desk by office spare: again engine_late']);
    expect(looks.after(9 * minute).look([])).toEqual([]);
    expect(looks.after(minute).look([])).toEqual(['desk by office spare: over engine_late']);
    expect(looks.after(minute).look([])).toEqual([]);
    expect(looks.kept).toEqual([]);
  });

  test('and comes and goes within ten minutes is one alert', () => {
    const looks = new Looks();
    const told: string[] = [];
    for (let n = 0; n < 60; n += 1) told.push(...looks.after(minute).look(n % 9 === 0 ? late : []));
    expect(told).toEqual(['desk by office spare: new engine_late']);
  });

  test('is told anew when it begins again after it was over', () => {
    const looks = new Looks();
    looks.look(late);
    looks.after(11 * minute).look([]);
    expect(looks.after(minute).look(late)).toEqual(['desk by office spare: new engine_late']);
  });

  test('is told again when it gets worse, not when it gets better', () => {
    const looks = new Looks();
    looks.look(late);
    expect(looks.after(minute).look([condition('engine_late', '', 'critical')])).toEqual([
      'desk by office spare: worse engine_late',
    ]);
    expect(looks.after(minute).look(late)).toEqual([]);
    expect(looks.after(minute).look([condition('engine_late', '', 'critical')])).toEqual([]);
  });

  test('at the same moment is one message, the most urgent first', () => {
    const standing = [...late, condition('unknown_outcomes'), condition('dead_letters', '', 'critical')];
    expect(new Looks().look(standing)).toEqual([
      'desk by office spare: new dead_letters, new engine_late, new unknown_outcomes',
    ]);
  });

  test.each([
    ['coverage_gaps', 12],
    ['mailbox_unreadable', 5],
  ] as const)('%s has to stand for %i minutes before anybody hears of it', (kind, minutes) => {
    const looks = new Looks();
    expect(looks.look([condition(kind, 'office')])).toEqual([]);
    expect(looks.after(minutes * minute - 1).look([condition(kind, 'office')])).toEqual([]);
    // Gone at the very moment: not news.
    expect(looks.after(1).look([])).toEqual([]);
    expect(looks.after(minute).look([condition(kind, 'office')])).toHaveLength(1);
  });

  test('and was over before anybody heard of it is not told at all', () => {
    const looks = new Looks();
    looks.look([condition('coverage_gaps')]);
    expect(looks.after(11 * minute).look([])).toEqual([]);
    expect(looks.kept).toEqual([]);
  });
});

describe('who is told', () => {
  test('hears its kinds, from its level on', () => {
    const boss = target('boss', 'slack', 'critical');
    const editor = target('editor', 'email', { coverage_gaps: 'warning', dead_letters: 'critical' });
    const looks = new Looks([boss, editor]);
    expect(looks.look([condition('dead_letters'), ...late])).toEqual([]);
    expect(looks.after(minute).look([condition('dead_letters', '', 'critical'), ...late])).toEqual([
      'boss by app: new dead_letters',
      'editor by office spare: new dead_letters',
    ]);
  });

  test('who is added hears of what stands, and nobody else does', () => {
    const looks = new Looks();
    looks.look(late);
    const added = [desk, team];
    expect(looks.after(minute).look(late, undefined, { targets: added })).toEqual(['team by app: new engine_late']);
  });

  test('with a new address hears of it, with a new name does not', () => {
    const looks = new Looks();
    looks.look(late);
    const renamed = [{ ...desk, key: 'front' }];
    expect(looks.after(minute).look(late, undefined, { targets: renamed })).toEqual([]);
    const moved = [{ ...desk, to: 'elsewhere@example.com' }];
    expect(looks.after(minute).look(late, undefined, { targets: moved })).toEqual([
      'desk by office spare: new engine_late',
    ]);
  });
});

describe('a sender that does not work', () => {
  test('is not what its own alert goes out by, and may say itself that it is over', () => {
    const looks = new Looks();
    expect(looks.look(broken, undefined, resting)).toEqual(['desk by spare: new sender_unavailable']);
    expect(looks.after(11 * minute).look([])).toEqual(['desk by office spare: over sender_unavailable']);
    const mailbox = new Looks();
    mailbox.look([unreadable('office')]);
    expect(mailbox.after(6 * minute).look([unreadable('office')])).toEqual(['desk by spare: new mailbox_unreadable']);
    expect(mailbox.after(11 * minute).look([])).toEqual(['desk by office spare: over mailbox_unreadable']);
  });

  test('is told by each other one, where nobody may tell everything', () => {
    const both = [unreadable('office'), unreadable('spare')];
    const looks = new Looks();
    looks.look(both);
    expect(looks.after(6 * minute).look(both)).toEqual([
      'desk by spare: new mailbox_unreadable',
      'desk by office: new mailbox_unreadable',
    ]);
    // Both in one message again, when there is nothing more to leave out.
    expect(looks.after(11 * minute).look([])).toEqual([
      'desk by office spare: over mailbox_unreadable, over mailbox_unreadable',
    ]);
  });

  test('is nobody, as everybody of the channel is, where none can be called', () => {
    const none = { senders: senders.filter(({ channel }) => channel !== 'email') };
    const all = [...broken, ...late, unreadable('office')];
    const looks = new Looks();
    looks.look([unreadable('office')], undefined, none);
    expect(looks.after(6 * minute).look(all, () => 'refused', none)).toEqual([
      'desk by nobody: new sender_unavailable, new engine_late, new mailbox_unreadable',
    ]);
  });

  test('leaves its alert to the others when nobody else is left for its channel', () => {
    const editor = target('editor', 'slack', { coverage_gaps: 'warning' });
    const looks = new Looks([desk, editor]);
    const only = { senders: [senders[0], senders[2]] };
    const none = { senders: [{ ...senders[0], isUsable: false }, senders[2]] };
    const refuse = (by: readonly string[]) => (by.length === 0 ? 'refused' : 'accepted');
    expect(looks.look(broken, refuse, none)).toEqual(['desk by nobody: new sender_unavailable']);
    // At once, in the same look.
    expect(looks.look(broken, refuse, none)).toEqual(['editor by app: new sender_unavailable']);
    expect(looks.look(broken, refuse, none)).toEqual([]);
    // The mailbox of it: what else there is to tell still goes out by it.
    const both = [unreadable('office'), ...late];
    const mailbox = new Looks();
    mailbox.look([unreadable('office')]);
    mailbox.after(6 * minute);
    expect(mailbox.look(both, refuse, only)).toEqual([
      'desk by office: new engine_late',
      'desk by nobody: new mailbox_unreadable',
    ]);
  });

  test('and cannot be called now is left out for everything else, too', () => {
    expect(new Looks().look(late, undefined, resting)).toEqual(['desk by spare: new engine_late']);
  });

  test('and is removed is not said to work again', () => {
    const looks = new Looks();
    looks.look(broken, undefined, resting);
    expect(looks.after(11 * minute).look([], undefined, { senders: senders.slice(1) })).toEqual([]);
    expect(looks.kept).toEqual([]);
  });

  test('and is paused is not said to work again, nor is its mailbox; its bounces may come to an end', () => {
    const paused = { senders: [{ ...senders[0], isPaused: true, isUsable: false }, ...senders.slice(1)] };
    const all = [...broken, unreadable('office'), condition('bounce_rate', 'office')];
    const looks = new Looks();
    looks.look(all, undefined, resting);
    looks.after(6 * minute).look(all, undefined, resting);
    expect(looks.after(11 * minute).look([], undefined, paused)).toEqual(['desk by spare: over bounce_rate']);
    expect(looks.kept.map(({ kind }) => kind)).toEqual(['bounce_rate']);
  });

  test('that others stood in for is told to those it was for when they can be reached', () => {
    const looks = new Looks([desk, target('editor', 'slack', { coverage_gaps: 'warning' })]);
    const refuse = (by: readonly string[]) => (by.length === 0 ? 'refused' : 'accepted');
    const none = { senders: [senders[2]] };
    looks.look(broken, refuse, none);
    looks.look(broken, refuse, none);
    expect(looks.after(minute).look(broken, refuse, resting)).toEqual(['desk by spare: new sender_unavailable']);
    expect(looks.after(11 * minute).look([])).toEqual([
      'desk by office spare: over sender_unavailable',
      'editor by app: over sender_unavailable',
    ]);
  });
});

describe('a message that', () => {
  test('was refused is tried again after 1, 2, 4, … 60 minutes', () => {
    const looks = new Looks();
    const tried: number[] = [];
    for (let n = 0; n <= 200; n += 1) {
      if (looks.look(late, () => 'refused').length > 0) tried.push(n);
      looks.after(minute);
    }
    expect(tried).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
  });

  test.each(['unknown', 'nobody knows'] as const)('ended %s is not repeated; a reminder comes after an hour', (how) => {
    const looks = new Looks();
    looks.look(late, () => how);
    expect(looks.after(minute).look(late)).toEqual([]);
    expect(looks.after(58 * minute).look(late)).toEqual([]);
    expect(looks.after(minute).look(late)).toEqual(['desk by office spare: again engine_late']);
    expect(looks.after(hour).look(late)).toEqual([]);
  });

  test('says that it is over is tried again for a day, and then it is forgotten', () => {
    const looks = new Looks();
    looks.look(late);
    expect(looks.after(11 * minute).look([], () => 'refused')).toEqual(['desk by office spare: over engine_late']);
    expect(looks.after(minute).look([], () => 'refused')).toEqual(['desk by office spare: over engine_late']);
    looks.after(24 * hour).look([], () => 'refused');
    expect(looks.after(hour).look([])).toEqual([]);
    expect(looks.kept).toEqual([]);
  });

  test('says that it got worse, and was refused, is tried again as that; who heard of it is told no level twice', () => {
    const worse = [condition('engine_late', '', 'critical')];
    const looks = new Looks();
    looks.look(late);
    expect(looks.after(minute).look(worse, () => 'refused')).toEqual(['desk by office spare: worse engine_late']);
    expect(looks.look(worse)).toEqual([]);
    expect(looks.after(minute).look(worse, () => 'refused')).toEqual(['desk by office spare: worse engine_late']);
    expect(looks.after(2 * minute).look(worse)).toEqual(['desk by office spare: worse engine_late']);
    expect(looks.after(minute).look(worse)).toEqual([]);
  });

  test('says that it got worse, and was refused, is not said to have been heard when it gets better', () => {
    const worse = [condition('engine_late', '', 'critical')];
    const looks = new Looks();
    looks.look(late);
    looks.after(minute).look(worse, () => 'refused');
    expect(looks.after(minute).look(late)).toEqual(['desk by office spare: again engine_late']);
    expect(looks.after(minute).look(worse)).toEqual(['desk by office spare: worse engine_late']);
  });

  test('was refused when it was urgent, and heard when it was not, leaves the rest to be told', () => {
    const worse = [condition('engine_late', '', 'critical')];
    const looks = new Looks();
    expect(looks.look(worse, () => 'refused')).toEqual(['desk by office spare: new engine_late']);
    expect(looks.after(minute).look(late)).toEqual(['desk by office spare: new engine_late']);
    expect(looks.after(minute).look(worse)).toEqual(['desk by office spare: worse engine_late']);
  });

  test('of which nobody knows whether it said that it got worse counts as heard', () => {
    const worse = [condition('engine_late', '', 'critical')];
    const looks = new Looks();
    looks.look(late);
    looks.after(minute).look(worse, () => 'unknown');
    expect(looks.after(59 * minute).look(worse)).toEqual([]);
    expect(looks.after(minute).look(worse)).toEqual(['desk by office spare: again engine_late']);
  });

  test('nobody has heard is not followed by one that says it is over', () => {
    const looks = new Looks();
    looks.look(late, () => 'refused');
    expect(looks.after(11 * minute).look([])).toEqual([]);
    expect(looks.kept).toEqual([]);
  });
});
