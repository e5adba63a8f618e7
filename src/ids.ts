/**
 * The only source of randomness: identifiers, lease tokens, keys, and the jitter of retries.
 *
 * Row ids are UUID version 7 (RFC 9562): time-ordered, so that neighbours in time are neighbours in an index.
 */
import { createHash, randomBytes, randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4096);
let poolAt = pool.length;

function take(count: number): Buffer {
  if (poolAt + count > pool.length) {
    randomFillSync(pool);
    poolAt = 0;
  }
  poolAt += count;
  return pool.subarray(poolAt - count, poolAt);
}

const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A new UUIDv7 for something that came to be at `at`. The last two bytes are zero: they are reserved for the ids that
 * are derived from this one (`domain/follow-up-id.ts`), 58 random bits remain within each millisecond.
 */
export function newId(at: number): string {
  const random = take(8);
  const ms = Math.floor(at);
  const time = ms.toString(16).padStart(12, '0');
  const b = (index: number) => hex[random[index] as number] as string;
  const versioned = hex[((random[0] as number) & 0x0f) | 0x70] as string;
  const variant = hex[((random[2] as number) & 0x3f) | 0x80] as string;
  return `${time.slice(0, 8)}-${time.slice(8)}-${versioned}${b(1)}-${variant}${b(3)}-${b(4)}${b(5)}${b(6)}${b(7)}0000`;
}

/** A lease token: a positive 53-bit integer, so that JSON and JavaScript carry it exactly. */
export function newLeaseToken(): number {
  return take(6).readUIntBE(0, 6) * 16 + ((take(1)[0] as number) & 0x0f) + 1;
}

/** URL-safe secret with `bytes` bytes of entropy. */
export function newSecret(bytes = 24): string {
  return randomBytes(bytes).toString('base64url');
}

/** Keys and nonces of encryption. */
export function newKeyBytes(count: number): Uint8Array {
  return randomBytes(count);
}

/** A number in [0, 1), for jitter and weighted choices that the caller then records. */
export function randomFraction(): number {
  return take(6).readUIntBE(0, 6) / 2 ** 48;
}

/** SHA-256 as lower-case hex. */
export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
