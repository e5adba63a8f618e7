/** JSON logs with named events. The message is the event's name; nothing secret or personal goes in. */
import { type Logger as PinoLogger, pino } from 'pino';

export interface Logger {
  debug(event: string, fields?: Readonly<Record<string, unknown>>): void;
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Fields that are personal or secret whatever stands in them, at any depth. */
const hiddenNames =
  /^(api_?key|key_?hash|pass(word)?|secret(_?keys?)?|token|authorization|cookie|to|from|recipient|address|phone|e?mail|subject|text|html|body|content|attributes)$/i;

/**
 * What looks personal or secret in the middle of a text. Texts come from elsewhere as well: a vendor's refusal often repeats the
 * address, an error of the database the value that it did not like.
 */
const telling: readonly RegExp[] = [
  // Before e-mail addresses: user and password of a URL.
  /(?<=:\/\/)[^\s/@]+@/g,
  /[^\s@<>"'(),:;[\]]+@[^\s@<>"'(),:;[\]]+\.[a-z]{2,}/gi,
  // Numbers with a + however they are written, and long ones without.
  /\+\d[\d\s().-]{5,18}\d/g,
  /(?<![\w.-])\d{9,15}(?![\w.-])/g,
  /\brl_[a-z0-9-]+_[\w-]{8,}/g,
  /\bwhsec_[\w+/=-]+/g,
  /(?<=\b(bearer|basic)\s)[\w.~+/=-]{8,}/gi,
];

const censor = '[redacted]';
const depthMax = 6;

function withoutPersonal(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return telling.reduce((text, pattern) => text.replace(pattern, censor), value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= depthMax) return censor;
  if (value instanceof Error) return withoutPersonal(value.stack ?? String(value));
  if (Array.isArray(value)) return value.map((part) => withoutPersonal(part, depth + 1));
  const entries = Object.entries(value).map(([name, part]) => [
    name,
    hiddenNames.test(name) ? censor : withoutPersonal(part, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

/** Logs to standard output, one JSON object a line, with the level as a word. */
export function createLogger(level: LogLevel, destination?: NodeJS.WritableStream): Logger {
  const options = {
    level,
    base: null,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => withoutPersonal(fields) as Record<string, unknown>,
    },
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
