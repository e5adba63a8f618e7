/** Where log lines go: to standard error, as JSON or, on a terminal, as text that is easy on the eye. */
import { Writable } from 'node:stream';
import type { Config } from '../config/read-config.ts';
import { createLogger, type Logger } from '../logger.ts';
import { paint } from './terminal.ts';

/** @param quiet for short commands: nothing below a warning, unless a level was asked for */
export function loggerFor(config: Config, options: { readonly quiet: boolean }): Logger {
  const level = options.quiet && !config.given.has('logLevel') ? 'warn' : config.logLevel;
  const asText = config.logFormat === 'text' || (config.logFormat === 'auto' && process.stderr.isTTY);
  return createLogger(level, asText ? textStream() : process.stderr);
}

function textStream(): Writable {
  return new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      process.stderr.write(`${asText(line)}\n`, () => done());
    },
  });
}

const styles = { debug: 'dim', info: 'green', warn: 'yellow', error: 'red' } as const;

/** `12:00:01.250 info  follow_up_sent id=… lateMs=3` */
function asText(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const clock = String(time).slice(11, 23);
  const style = styles[level as keyof typeof styles] ?? 'dim';
  const rest = Object.entries(fields).map(([name, value]) => {
    return `${name}=${typeof value === 'string' && !/\s/.test(value) ? value : JSON.stringify(value)}`;
  });
  const head = `${clock} ${paint(style, String(level).padEnd(5), process.stderr)} ${msg}`;
  return rest.length === 0 ? head : `${head} ${paint('dim', rest.join(' '), process.stderr)}`;
}
