/** JSON logs with named events. The message is the event's name; nothing secret or personal goes in. */
import { type Logger as PinoLogger, pino } from 'pino';

export interface Logger {
  debug(event: string, fields?: Readonly<Record<string, unknown>>): void;
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Paths whose values never reach a log line. */
const redacted = [
  'apiKey',
  'password',
  'secret',
  'token',
  'authorization',
  'to',
  'text',
  'body',
  '*.password',
  '*.secret',
];

/** Logs to standard output, one JSON object a line, with the level as a word. */
export function createLogger(level: LogLevel, destination?: NodeJS.WritableStream): Logger {
  const options = {
    level,
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redacted, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return wrap(destination ? pino(options, destination) : pino(options));
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

function wrap(logger: PinoLogger): Logger {
  return {
    debug: (event, fields) => logger.debug(fields ?? {}, event),
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields) => logger.error(fields ?? {}, event),
  };
}
