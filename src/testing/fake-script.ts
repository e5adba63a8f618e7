/**
 * What a fake provider does with one request. Written as a word, so that it can stand in a configuration, in an
 * environment variable or in the text of a message, and so reaches every process.
 */
import type { RefusalClass } from '../provider.ts';
import { isRefusalClass, refusalClasses } from '../refusal-classes.ts';

export type FakeScript =
  /** Delivers and says so. */
  | { readonly do: 'accept' }
  /** Delivers, and says so after so many milliseconds. */
  | { readonly do: 'accept-after'; readonly ms: number }
  /** Delivers, then never answers. */
  | { readonly do: 'accept-then-hang' }
  /** Delivers, then resets the connection. */
  | { readonly do: 'accept-then-reset' }
  /** Delivers, answers half and closes. */
  | { readonly do: 'accept-then-cut' }
  /** Delivers, then answers 500. */
  | { readonly do: 'accept-then-5xx' }
  /** Delivers, then answers a byte at a time, and never to the end. */
  | { readonly do: 'drip' }
  /** Does not deliver and never answers. */
  | { readonly do: 'hang' }
  /** Does not deliver and resets the connection after it has read the request. */
  | { readonly do: 'reset' }
  /** Refuses with this class. */
  | { readonly do: 'refuse'; readonly class: RefusalClass }
  /** Answers 429 with this `Retry-After` header. */
  | { readonly do: '429'; readonly retryAfter: string }
  /** Not even a connection: nobody listens, no such name, a certificate that is none. */
  | { readonly do: 'refuse-connection' }
  | { readonly do: 'unknown-host' }
  | { readonly do: 'bad-tls' };

const plain = [
  'accept',
  'accept-then-hang',
  'accept-then-reset',
  'accept-then-cut',
  'accept-then-5xx',
  'drip',
  'hang',
  'reset',
  'refuse-connection',
  'unknown-host',
  'bad-tls',
] as const;

/**
 * Reads a script.
 *
 * @param word one of the names above, `accept-after:<ms>`, `refuse:<class>` or `429:<Retry-After>`, for example
 *   `429:120`
 * @throws Error that lists the words, for a word that is none
 */
export function parseScript(word: string): FakeScript {
  const [name, ...rest] = word.split(':');
  const argument = rest.join(':').trim();
  const known = plain.find((candidate) => candidate === name);
  if (known && argument === '') return { do: known };
  if (name === 'accept-after' && /^\d+$/.test(argument)) return { do: 'accept-after', ms: Number(argument) };
  if (name === '429') return { do: '429', retryAfter: argument };
  if (name === 'refuse' && isRefusalClass(argument)) return { do: 'refuse', class: argument };
  throw new Error(
    `${word} is no script; known are ${plain.join(', ')}, accept-after:<ms>, refuse:<${refusalClasses.join('|')}>, 429:<Retry-After>`,
  );
}

/** The script that a text asks for with a marker such as `[[accept-then-hang]]` or `[[429:120]]`. */
export function scriptInText(text: string): FakeScript | undefined {
  const found = /\[\[([^\][]+)\]\]/.exec(text);
  return found ? parseScript(found[1] as string) : undefined;
}

/** Is the message delivered under this script? */
export function delivers(script: FakeScript): boolean {
  return script.do === 'drip' || script.do.startsWith('accept');
}
