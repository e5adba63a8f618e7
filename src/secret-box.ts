/**
 * Encrypts what must not stand readable in the database (passwords and tokens of senders), reads it again, signs links, and
 * makes what is known again without being readable.
 *
 * Envelope encryption: every value has a data key of its own; that key is encrypted by the installation's key. So changing the
 * installation's key rewrites a few bytes per value, and one key never encrypts much. AES-256-GCM for both; the value is bound
 * to its `place`, so that a row's secret copied to another row can't be read.
 *
 * A sealed value is `v1.<key id>.<data key, sealed>.<value, sealed>`, each sealed part base64url of nonce, text and tag.
 *
 * @source NIST SP 800-38D (GCM: 96-bit nonces, 128-bit tags), NIST SP 800-57 part 1, 5.3.5 (changing keys)
 */
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { relanceError } from './errors.ts';
import { newKeyBytes, sha256 } from './ids.ts';

const form = 'v1';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

interface InstallationKey {
  /** Names the key without telling it. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

export class SecretBox {
  readonly #keys: readonly InstallationKey[];

  /**
   * @param keys each 32 bytes in base64; the first one seals, the others still open what they sealed. None: nothing can be
   *   sealed or opened.
   * @throws RelanceError `invalid_configuration` for what is no key
   */
  constructor(keys: readonly string[]) {
    this.#keys = keys.map((text, index) => {
      const bytes = Buffer.from(text.trim(), 'base64');
      if (bytes.length !== keyBytes) {
        const which = keys.length > 1 ? ` number ${index + 1}` : '';
        throw relanceError(
          'invalid_configuration',
          `The secret key${which} has ${bytes.length} bytes where it needs ${keyBytes}, in base64: make one with openssl rand -base64 32`,
        );
      }
      return { id: sha256(bytes).slice(0, 8), bytes };
    });
  }

  get canSeal(): boolean {
    return this.#keys.length > 0;
  }

  /** @param place where it will stand; needed to open it. @throws RelanceError `not_configured` without a key */
  seal(text: string, place: string): string {
    const [key] = this.#keys;
    if (!key) throw withoutKey();
    const dataKey = newKeyBytes(keyBytes);
    return [form, key.id, encrypt(dataKey, key.bytes, place), encrypt(Buffer.from(text), dataKey, place)].join('.');
  }

  /** @throws RelanceError `not_configured` when the key that sealed it is not known here; `invariant_broken` when it was changed */
  open(sealed: string, place: string): string {
    const { key, dataKey, value } = this.#parts(sealed);
    try {
      return decrypt(value, decrypt(dataKey, key.bytes, place), place).toString();
    } catch (error) {
      throw relanceError('invariant_broken', 'a stored secret was changed, or belongs elsewhere', error);
    }
  }

  /** Was it sealed by the first key? */
  isCurrent(sealed: string): boolean {
    return sealed.split('.')[1] === this.#keys[0]?.id;
  }

  /** A short signature, for links that nobody else can make. @param purpose a signature for one is none for another */
  sign(text: string, purpose: string): string {
    const [key] = this.#keys;
    if (!key) throw withoutKey();
    return signature(text, purpose, key);
  }

  /** By any of the keys, or by the one that is named: links outlive a change of the key, as long as it is given. */
  isSigned(text: string, purpose: string, signed: string, keyId?: string): boolean {
    const given = Buffer.from(signed);
    return this.#keys.some((key) => {
      if (keyId !== undefined && key.id !== keyId) return false;
      const expected = Buffer.from(signature(text, purpose, key));
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
  }

  /** Names of the keys, the present one first. */
  get keyIds(): readonly string[] {
    return this.#keys.map(({ id }) => id);
  }

  /** Of something that must not be readable, nor be found by trying: by every key, the present one first. None without a key. */
  fingerprints(text: string, purpose: string): readonly { readonly keyId: string; readonly hash: string }[] {
    return this.#keys.map((key) => ({ keyId: key.id, hash: keyed(text, purpose, key).toString('base64url') }));
  }

  #parts(sealed: string): { key: InstallationKey; dataKey: string; value: string } {
    const [version, id, dataKey, value] = sealed.split('.');
    if (version !== form || dataKey === undefined || value === undefined)
      throw relanceError('invariant_broken', 'a stored secret has a form that is not known here');
    const key = this.#keys.find((candidate) => candidate.id === id);
    if (!key) throw this.canSeal ? withAnotherKey() : withoutKey();
    return { key, dataKey, value };
  }
}

/** A key of its own for each purpose, so that signing tells nothing about what is sealed. */
function keyed(text: string, purpose: string, { bytes }: InstallationKey): Buffer {
  const key = createHmac('sha256', bytes).update(`relance ${purpose}`).digest();
  return createHmac('sha256', key).update(text).digest();
}

function signature(text: string, purpose: string, key: InstallationKey): string {
  return keyed(text, purpose, key).subarray(0, 16).toString('base64url');
}

function withoutKey() {
  return relanceError(
    'not_configured',
    'Secrets of senders are stored encrypted, and the key for them is missing: set RELANCE_SECRET_KEY (the library: secretKeys) to 32 bytes in base64, the same in every process; openssl rand -base64 32 makes one',
  );
}

function withAnotherKey() {
  return relanceError(
    'not_configured',
    'Secrets of senders are stored encrypted with another key than RELANCE_SECRET_KEY (the library: secretKeys) has: add the one that they were stored with behind it, after a comma, or give the secrets of these senders again',
  );
}

function encrypt(text: Uint8Array, key: Uint8Array, place: string): string {
  const nonce = newKeyBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function decrypt(sealed: string, key: Uint8Array, place: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < nonceBytes + tagBytes) throw new Error('too short');
  const options = { authTagLength: tagBytes };
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), options).setAAD(
    Buffer.from(place),
  );
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes)), decipher.final()]);
}
