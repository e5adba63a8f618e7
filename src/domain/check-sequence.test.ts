import { describe, expect, test } from 'vitest';
import { checkPolicy } from './check-policy.ts';
import { checkSequence, type Surroundings } from './check-sequence.ts';
import type { TemplateForm } from './check-variables.ts';
import type { PolicyDocument } from './policy-document.ts';
import { mergeLayers, policyFrom } from './policy-layer.ts';
import { readPolicy } from './read-policy.ts';
import { readSequence } from './read-sequence.ts';
import type { Sequence } from './sequence.ts';

const lead = {
  key: 'lead',
  trigger: 'lead.created',
  steps: [{ key: 'hello', after: '30m', channel: 'sms', text: 'Hello' }] as object[],
  exit: ['message.received'],
  then: {},
};

const sequenceOf = (document: object): Sequence => {
  const reading = readSequence({ ...lead, ...document });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.sequence;
};
const layerOf = (document: PolicyDocument) => {
  const reading = readPolicy(document, 'organization');
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.layer;
};

interface Around extends Partial<Omit<Surroundings, 'policy'>> {
  readonly policy?: PolicyDocument;
}

const noVariables = { variablesOf: () => [], contactFields: [] };

/** `path: message` of each finding. */
function check(document: object, { policy = {}, ...around }: Around = {}) {
  const sequence = sequenceOf(document);
  const { problems, warnings } = checkSequence(sequence, {
    policy: policyFrom(mergeLayers(layerOf(policy), sequence.policy ?? {})),
    others: [],
    formsOf: () => [],
    hasLinks: true,
    ...noVariables,
    ...around,
  });
  const said = ({ path, message }: { path: string; message: string }) => `${path}: ${message}`;
  return { problems: problems.map(said), warnings: warnings.map(said) };
}

const fine = { problems: [], warnings: [] };
const steps = (...more: object[]) => ({
  steps: more.map((step, index) => ({ key: `s${index}`, channel: 'sms', text: 'Hello', ...step })),
});

test('a plain sequence under the default policy is fine', () => {
  expect(check({})).toEqual(fine);
});

describe('hours that never come', () => {
  test('refuse a sequence whose hours all are quiet for the person, and warn where they may not be', () => {
    const hours = { monday: '22:00-23:00', friday: '05:00-07:00' };
    expect(check({}, { policy: { businessHours: { zone: 'contact', ...hours } } })).toEqual({
      problems: [
        'steps[0].category: nurture goes out in business hours only, and all of them are quiet hours: this could never be sent',
      ],
      warnings: [],
    });
    expect(check({}, { policy: { businessHours: hours } }).warnings).toEqual([
      'steps[0].category: all business hours are quiet hours in the zone of the organization: nurture reaches only people in other zones',
    ]);
    expect(check({}, { policy: { businessHours: { ...hours, sunday: '20:00-21:30' } } })).toEqual(fine);
    expect(check({}, { policy: { businessHours: { zone: 'contact', ...hours }, quietHours: 'off' } })).toEqual(fine);
  });

  test('refuse one that closes the days on which its organization is open', () => {
    const policy = { businessHours: { monday: '09:00-12:00' } };
    expect(check({ policy: { businessHours: { monday: [] } } }, { policy }).problems).toEqual([
      'steps[0].category: nurture goes out in business hours only, and the policy has none: this could never be sent',
    ]);
    expect(check({ policy: { businessHours: { tuesday: '09:00-12:00' } } }, { policy })).toEqual(fine);
    const reminders = steps({ after: '1h', category: 'reminder' });
    expect(check({ ...reminders, policy: { businessHours: { monday: [] } } }, { policy })).toEqual(fine);
  });

  test('refuse quiet hours that two levels together stretch over the whole day', () => {
    expect(check({ policy: { quietHours: { to: '21:00' } } }).problems).toEqual([
      'steps[0].category: the quiet hours last all day: nurture could never be sent',
    ]);
  });

  test('refuse the policy itself', () => {
    const never = checkPolicy(layerOf({ businessHours: { zone: 'contact', monday: '22:00-24:00' } }));
    expect(never).toMatchObject({ problems: [{ path: 'businessHours' }], warnings: [] });
    expect(checkPolicy(layerOf({ quietHours: { from: '08:00' } })).problems).toMatchObject([{ path: 'quietHours' }]);
    expect(checkPolicy(layerOf({ businessHours: { monday: '20:00-22:00' } }))).toEqual(fine);
  });
});

describe('caps and gaps', () => {
  const three = steps({ after: '10m' }, { after: '40m' }, { after: '26h' });

  test('warn of a day with more messages than its cap, with numbers', () => {
    expect(check(three, { policy: { caps: { perDay: 1 } } }).warnings).toEqual([
      'steps[1]: caps.perDay is 1, but 2 messages are due within 30m (s0, s1): 1 of them would be held back',
    ]);
    expect(check(three, { policy: { caps: { perDay: 2 } } })).toEqual(fine);
  });

  test('warn of the tightest cap of each window, that of a channel and of the sequence among them', () => {
    const policy = { caps: { perDay: 3, perWeek: 2, channels: { sms: { perDay: 1 } } } };
    expect(check(three, { policy }).warnings).toEqual([
      'steps[1]: caps.channels.sms.perDay is 1, but 2 messages are due within 30m (s0, s1): 1 of them would be held back',
      'steps[2]: caps.perWeek is 2, but 3 messages are due within 1d1h50m (s0, s1, s2): 1 of them would be held back',
    ]);
    expect(check({ ...three, policy: { caps: { sequence: { perDay: 1 } } } }).warnings[0]).toContain(
      'caps.sequence.perDay',
    );
  });

  test('count repetitions, waits and what follows the step before; not what no cap counts', () => {
    const every = steps({ after: '0m', every: '12h' });
    expect(check(every, { policy: { caps: { perDay: 1 } } }).warnings).toEqual([
      'steps[0]: caps.perDay is 1, but 2 messages are due within 12h (s0): 1 of them would be held back',
    ]);
    const waiting = {
      steps: [
        { key: 'a', after: '0m', channel: 'sms', text: 'a' },
        { key: 'w', waitFor: { on: 'call.ended', timeout: '2d' } },
        { key: 'b', afterPrevious: '1h', channel: 'sms', text: 'b' },
      ],
    };
    expect(check(waiting, { policy: { caps: { perDay: 1 } } })).toEqual(fine);
    const confirmations = steps({ after: '1m', category: 'transactional' }, { after: '2m', category: 'reminder' });
    expect(check(confirmations, { policy: { caps: { perDay: 1 }, minimumGap: '1h' } })).toEqual(fine);
  });

  test('warn of steps that stand closer than the gap', () => {
    expect(check(three, { policy: { minimumGap: '4h' } }).warnings).toEqual([
      'steps[1]: s1 is due 30m after s0, but minimumGap is 4h: it would be held back',
    ]);
    expect(check(three, { policy: { minimumGap: '30m' } })).toEqual(fine);
  });
});

describe('what is never sent', () => {
  test.each([
    [
      {
        all: [
          { fact: 'lead.plan', equals: 'a' },
          { fact: 'lead.plan', equals: 'b' },
        ],
      },
    ],
    [{ all: [{ fact: 'lead.plan', in: ['a', 'b'] }, { all: [{ fact: 'lead.plan', equals: 'c' }] }] }],
    [
      {
        all: [
          { fact: 'lead.plan', exists: false },
          { fact: 'lead.plan', equals: 'c' },
        ],
      },
    ],
    [
      {
        all: [
          { fact: 'lead.plan', atLeast: 5 },
          { fact: 'lead.plan', below: 5 },
        ],
      },
    ],
    [
      {
        any: [
          {
            all: [
              { fact: 'lead.plan', equals: 'a' },
              { fact: 'lead.plan', above: 2 },
            ],
          },
        ],
      },
    ],
  ])('is refused: %j', (when) => {
    expect(check({ trigger: { on: 'lead.created', when } }).problems).toEqual([
      'trigger.when: the condition contradicts itself about lead.plan: the sequence would never begin',
    ]);
    expect(check(steps({ after: '1m', when })).problems).toEqual([
      'steps[0].when: the condition contradicts itself about lead.plan: never sent',
    ]);
  });

  test.each([
    [
      {
        all: [
          { fact: 'lead.plan', exists: false },
          { fact: 'lead.plan', equals: null },
        ],
      },
    ],
    [
      {
        all: [
          { fact: 'lead.plan', in: ['a', 'b'] },
          { fact: 'lead.plan', contains: 'B' },
        ],
      },
    ],
    [
      {
        all: [
          { fact: 'lead.plan', above: 3 },
          { fact: 'lead.plan', atLeast: 5, atMost: 5 },
        ],
      },
    ],
    [
      {
        any: [
          { fact: 'lead.plan', equals: 'a' },
          { fact: 'lead.plan', equals: 'b' },
        ],
      },
    ],
    [
      {
        not: {
          all: [
            { fact: 'lead.plan', equals: 'a' },
            { fact: 'lead.plan', equals: 'b' },
          ],
        },
      },
    ],
  ])('is not what can hold: %j', (when) => {
    expect(check(steps({ after: '1m', when }))).toEqual(fine);
  });

  test('is refused where when and skipIf ask the same', () => {
    const same = { fact: 'lead.plan', equals: 'a' };
    expect(check(steps({ after: '1m', when: same, skipIf: same })).problems).toEqual([
      'steps[0].when: when and skipIf ask the same: never sent',
    ]);
  });

  test('is refused before an appointment that is over when the sequence begins', () => {
    const problemsOf = (trigger: string[]) =>
      check({
        trigger: { on: trigger },
        anchor: 'appointment.startsAt',
        ...steps({ before: '1h', category: 'reminder' }),
        exit: ['appointment.cancelled'],
      }).problems;
    expect(problemsOf(['appointment.completed', 'appointment.noShow'])).toEqual([
      'steps[0].before: after appointment.completed or appointment.noShow the appointment has begun: never sent',
    ]);
    expect(problemsOf(['appointment.booked', 'appointment.completed'])).toEqual([]);
  });
});

test('warns of a sequence that pursues somebody and comes to no end', () => {
  const open = { then: undefined };
  expect(check(open).warnings).toEqual(['then: nothing happens when nobody answers after the last step']);
  expect(check({ ...open, ...steps({ after: '1m', category: 'transactional' }) })).toEqual(fine);
  expect(check({ ...open, ...steps({ after: '1m', every: '7d' }) })).toEqual(fine);
});

describe('marketing says how to get no more of it', () => {
  const offer = (channel: string, more: object) => steps({ after: '1m', category: 'marketing', channel, ...more });
  const by = (channel: string, more: object, around: Around = {}) => check(offer(channel, more), around);

  test('a text message without a word to stop is refused, in any of its variants and forms', () => {
    const message = 'the marketing message does not say how to stop it';
    expect(by('sms', { text: 'End of season: 20 % off. Quit waiting!' }).problems).toEqual([
      `steps[0].text: ${message}`,
    ]);
    expect(by('sms', { text: 'Sale! Reply STOP to opt out.' })).toEqual(fine);
    expect(by('whatsapp', { text: 'Soldes ! Répondez ARRÊT' })).toEqual(fine);
    expect(by('sms', { text: 'Sale! Reply END to get no more.' })).toEqual(fine);
    expect(by('sms', { text: '特价 回复退订' })).toEqual(fine);
    expect(by('sms', { text: 'Sale! {{ unsubscribeUrl }}' })).toEqual(fine);
    expect(by('sms', { text: 'Sale! {{ unsubscribeUrl }}' }, { hasLinks: false }).warnings).toEqual([
      'steps[0].text: there is no unsubscribeUrl yet, and without it these messages fail',
    ]);
    expect(by('sms', { text: 'Sale! {{ contact.stop }}' }).problems).toHaveLength(1);
    const variants = [{ key: 'a' }, { key: 'b', text: 'Sale!' }];
    expect(by('sms', { text: 'Sale, STOP ends it', variants }).problems).toEqual([
      `steps[0].variants[1].text: ${message}`,
    ]);
    const forms: TemplateForm[] = [{ text: 'Sale, STOP ends it' }, { text: 'Soldes' }];
    const template = { text: undefined, template: 'sale' };
    expect(by('sms', template, { formsOf: () => forms }).problems).toEqual([`steps[0].template: ${message}`]);
  });

  test('elsewhere it is warned of, since the place itself may offer it', () => {
    expect(by('discord', { text: 'Sale!' })).toMatchObject({
      problems: [],
      warnings: [expect.stringContaining('stop it')],
    });
  });

  test('an e-mail gets its link from us, where we can make one', () => {
    expect(by('email', { subject: 'Sale', text: 'Sale!' })).toEqual(fine);
    expect(by('email', { subject: 'Sale', text: 'Sale!' }, { hasLinks: false }).warnings).toEqual([
      'steps[0].text: the marketing e-mail offers no way to unsubscribe: no link can be added',
    ]);
    expect(by('email', { subject: 'Sale', text: 'Sale!', html: '<b>Sale</b>' }).warnings).toHaveLength(1);
  });

  test('other categories need not', () => {
    expect(check(steps({ after: '1m', text: 'Hello' }))).toEqual(fine);
  });
});

describe('loops', () => {
  const ofStage = (key: string, wanted: string, set: string, more: object = {}) =>
    sequenceOf({
      key,
      trigger: { on: 'message.sent', when: { all: [{ fact: 'conversation.stage', in: [wanted, 'other'] }] } },
      ...steps({ after: '10m', setStage: set }),
      ...more,
    });
  const hook = (key: string, on: string) =>
    sequenceOf({ key, trigger: on, ...steps({ after: '1m', channel: 'webhook' }), exit: ['conversation.closed'] });
  const looped = (sequence: Sequence, others: readonly Sequence[]) =>
    checkSequence(sequence, {
      policy: policyFrom({}),
      others,
      formsOf: () => [],
      hasLinks: true,
      ...noVariables,
    }).warnings.map(({ message }) => message);

  test('are warned of where sequences set the stage that begins the next, over any number of them', () => {
    const [a, b, c] = [ofStage('a', 'x', 'y'), ofStage('b', 'y', 'z'), ofStage('c', 'z', 'x')];
    expect(looped(a, [a, b, c])).toEqual([
      'this may go round without an end: a sets the stage y, with which b begins; b sets the stage z, with which c begins; c sets the stage x, with which a begins',
    ]);
    expect(looped(a, [a, b])).toEqual([]);
    // Within a loop of others, but not on it.
    expect(looped(ofStage('d', 'q', 'x'), [a, b, c])).toEqual([]);
    const ending = ofStage('b', 'y', 'q', { then: { setStage: 'x' } });
    expect(looped(a, [ending])).toHaveLength(1);
  });

  test('are warned of where a webhook may report the message as sent', () => {
    expect(looped(hook('mirror', 'message.sent'), [])).toEqual([
      'this may go round without an end: mirror calls a webhook (s0), and if that reports message.sent, mirror begins',
    ]);
    expect(looped(hook('quiet', 'lead.created'), [hook('mirror', 'message.sent')])).toEqual([]);
  });

  test('are none where a sequence begins with the stage that it sets', () => {
    expect(looped(ofStage('a', 'x', 'x'), [])).toEqual([]);
  });
});
