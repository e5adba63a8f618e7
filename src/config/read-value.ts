/** Reads the text of one option by its type. Says what is wrong and what would be right; never repeats a secret. */
import { isIP } from 'node:net';
import { formatDuration, readDuration } from '../domain/duration.ts';
import type { Option } from './option.ts';

export type OptionValue = string | number | boolean | readonly string[];

export type ValueReading =
  | { readonly ok: true; readonly value: OptionValue }
  | { readonly ok: false; readonly message: string; readonly expected: string };

/** @param text not empty */
export function readValue(option: Option, text: string): ValueReading {
  switch (option.type) {
    case 'text':
      return readText(option, text);
    case 'number':
      return readNumber(option, text);
    case 'boolean':
      return readBoolean(text);
    case 'duration':
      return readTime(option, text);
    case 'postgresUrl':
      return readPostgresUrl(text);
    case 'webUrl':
      return readWebUrl(text);
    case 'paths':
    case 'list':
      return { ok: true, value: partsOf(text) };
    case 'networks':
      return readNetworks(text);
    case 'choice':
      return readChoice(option, text);
  }
}

function partsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Shorter prefixes are half the world: nobody means that. */
const prefixMin = 8;

function readNetworks(text: string): ValueReading {
  const networks = partsOf(text);
  const bad = networks.find((network) => {
    const [address = '', prefix, ...more] = network.split('/');
    const max = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    const bits = Number(prefix ?? max);
    return more.length > 0 || max < 0 || prefix === '' || !Number.isInteger(bits) || bits < prefixMin || bits > max;
  });
  if (bad === undefined) return { ok: true, value: networks };
  return wrong(
    `"${bad}" is not a network`,
    `an address, alone or with a prefix of ${prefixMin} or more: 172.17.0.1, 172.17.0.0/16`,
  );
}

function readWebUrl(text: string): ValueReading {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '')
    return { ok: true, value: text };
  return wrong(`"${text}" is not the address of a site`, 'for example https://relance.example.com');
}

function readText({ secret, min = 0 }: Option, text: string): ValueReading {
  if (text.length >= min) return { ok: true, value: text };
  const what = secret ? 'it' : `"${text}"`;
  return wrong(`${what} has ${text.length} characters`, `at least ${min} characters`);
}

function readNumber({ min = 0, max = Number.MAX_SAFE_INTEGER }: Option, text: string): ValueReading {
  const value = Number(text);
  const expected = `a whole number from ${min} to ${max}`;
  if (!/^[+-]?\d+$/.test(text)) return wrong(`"${text}" is not a whole number`, expected);
  if (value < min || value > max) return wrong(`${text} is ${value < min ? 'too small' : 'too large'}`, expected);
  return { ok: true, value };
}

function readBoolean(text: string): ValueReading {
  if (/^(true|1|yes|on)$/i.test(text)) return { ok: true, value: true };
  if (/^(false|0|no|off)$/i.test(text)) return { ok: true, value: false };
  return wrong(`"${text}" is neither true nor false`, 'true or false');
}

function readTime({ min = 0, max = Number.POSITIVE_INFINITY }: Option, text: string): ValueReading {
  const reading = readDuration(text);
  if (!reading.ok) return reading;
  if (reading.ms >= min && reading.ms <= max) return { ok: true, value: reading.ms };
  const expected = `a duration from ${formatDuration(min)} to ${formatDuration(max)}`;
  return wrong(`${text} is too ${reading.ms < min ? 'short' : 'long'}`, expected);
}

/** A URL, since PostgreSQL's other form (`host=… dbname=…`) is not read by every part of the program. */
function readPostgresUrl(text: string): ValueReading {
  const expected = 'postgresql://<user>:<password>@<host>:<port>/<database>';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined)
    return wrong('it is not a URL (are /, @, : or # in the password written as %2F, %40, %3A, %23?)', expected);
  if (!/^postgres(ql)?:$/.test(url.protocol)) return wrong(`it begins with ${url.protocol}//`, expected);
  if (url.pathname.length < 2) return wrong('it names no database', expected);
  return { ok: true, value: text };
}

function readChoice({ choices = [] }: Option, text: string): ValueReading {
  const value = choices.find((choice) => choice === text.toLowerCase());
  return value === undefined ? wrong(`there is no "${text}"`, `one of ${choices.join(', ')}`) : { ok: true, value };
}

function wrong(message: string, expected: string): ValueReading {
  return { ok: false, message, expected };
}
