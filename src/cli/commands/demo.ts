/** `relance demo`: three days of made-up life on an accelerated clock, with the real engine and local servers for the vendors. */
import type { Command } from 'commander';
import { type CommandRun, define, type Invocation } from '../command.ts';
import { checkOutcome, type Outcome } from '../demo/check-outcome.ts';
import { Play } from '../demo/play.ts';
import { type Stage, setStage } from '../demo/stage.ts';
import { begins, ends, story } from '../demo/story.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { stopSignals } from '../stop-signals.ts';
import { columns, note, paint, say } from '../terminal.ts';

export function addDemo(program: Command, end: CommandRun['end']): void {
  const command = program
    .command('demo')
    .summary('watch three made-up days on an accelerated clock')
    .description(
      'Plays three days of leads, chats, calls, bookings and community activity with all blueprints, on an accelerated ' +
        'clock: the real engine, a PostgreSQL of its own in a temporary folder (never DATABASE_URL), and servers in this ' +
        'process that speak the protocols of mail servers, Twilio, SendGrid, Discord and Slack. Nothing leaves this machine. ' +
        'Then it counts what was sent against what arrived.',
    )
    .option('--exit', 'End by itself, with exit code 0 if everything arrived once')
    .addHelpText('after', '\nExamples:\n  relance demo\n  relance demo --exit');
  define(command, { options: ['port'], quiet: true, run: demo, end });
}

/** Virtual milliseconds per real one while something is going on; between two moments the clock leaps. */
const rate = 5;

async function demo({ config, logger, flags }: Invocation): Promise<ExitCode> {
  const stopping = stopSignals();
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const stage = await setStage({
      config,
      logger,
      startAt: begins,
      rate,
      onProgress: (text) => note(`demo: ${text}`),
      onClose: (close) => undo.unshift(close),
    });
    announce(stage);
    const play = new Play(stage);
    await play.perform(story, ends, stopping);
    if (stopping.aborted) return flags.exit ? exitCode.failed : exitCode.ok;
    const outcome = await checkOutcome(stage);
    summarize(outcome);
    if (flags.exit) return outcome.faults.length === 0 ? exitCode.ok : exitCode.failed;
    await stage.clock.setRate(1);
    say();
    announce(stage);
    note('demo: it stays up; Ctrl-C ends it');
    await play.goOn(stopping);
    return exitCode.ok;
  } finally {
    for (const close of undo) await close();
  }
}

function announce({ url, apiKey, hasDashboard }: Stage): void {
  const rows = [
    ...(hasDashboard ? [['  dashboard', `${url}/sign-in?by=key`]] : []),
    ['  API', `${url}/docs`],
    ['  API key', apiKey],
    ['  vendors', 'played by servers on this machine: nothing leaves it'],
    ['  times', 'UTC'],
  ];
  say(paint('bold', 'Relance, three days on an accelerated clock'));
  for (const row of columns(rows)) say(row);
  say();
}

/** The last line is part of the interface. */
function summarize({ audit, arrivals, delivered, givenUp, faults }: Outcome): void {
  const counts = (reasons: ReadonlyMap<string, number>) =>
    [...reasons].map(([reason, count]) => `${count} (${reason})`).join(', ');
  const channels = [...new Set(arrivals.map(({ channel }) => channel))];
  const rows = [
    ...channels.map((channel) => {
      const places = arrivals.filter((one) => one.channel === channel);
      return [`  ${channel}`, places.map(({ ids, place }) => `${ids.length} ${place}`).join(', ')];
    }),
    ['  delivered', `${delivered}, as Twilio and SendGrid report`],
    ['  skipped', counts(audit.skipped)],
    ['  given up', counts(givenUp)],
  ];
  say();
  say(paint('bold', 'What arrived, by the records of those who took it'));
  for (const row of columns(rows)) say(row);
  for (const fault of faults) say(paint('red', `  ${fault}`));
  const total = [...audit.skipped.values()].reduce((sum, count) => sum + count, 0);
  const parts = [
    `${audit.sent} sent`,
    `${audit.stoppedByReply} stopped by a reply`,
    `${total} skipped with a reason`,
    `${audit.lost.length} lost`,
    `${audit.duplicated.length} duplicated`,
  ];
  say(`demo: ${parts.join(', ')}`);
}
