/** Reads addresses as people write them, normalised as they are stored: E.164, lower-case e-mail, or the vendor's id. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Channel, channels } from '../domain/channel.ts';
import { type DocumentReader, describe } from '../domain/document-reader.ts';
import type { AddressInput } from '../domain/event.ts';
import { plainEmail } from '../domain/plain-email.ts';

export interface AddressOptions {
  /** For phone numbers without a country code. */
  readonly defaultCountry?: string;
}

/** Reads `{ channel, value }`. */
export function readAddress(place: DocumentReader, options: AddressOptions): AddressInput | undefined {
  if (!place.isObject('an address: { channel, value }')) return undefined;
  const channel = place.at('channel').oneOf(channels);
  return channel && readAddressOn(channel, place.at('value'), options);
}

/** Reads the value of an address of this channel. */
export function readAddressOn(channel: Channel, at: DocumentReader, options: AddressOptions): AddressInput | undefined {
  switch (channel) {
    case 'email':
      return readEmail(at);
    case 'sms':
    case 'whatsapp': {
      const value = readPhone(at, options);
      return value === undefined ? undefined : { channel, value };
    }
    case 'webhook': {
      const value = readWebhookUrl(at);
      return value === undefined ? undefined : { channel, value };
    }
    default: {
      const value = at.text(200);
      return value === undefined ? undefined : { channel, value };
    }
  }
}

function readWebhookUrl(place: DocumentReader): string | undefined {
  const url = typeof place.value === 'string' ? URL.parse(place.value) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    return place.refuse(`${describe(place.value)} is not a URL`, 'for example https://example.com/hook');
  if (url.username === '' && url.password === '') return url.href;
  // Addresses are shown, logged and exported. The value is not repeated: there is a password in it.
  return place.refuse(
    'a URL must not carry a user or a password',
    'the URL without them; what proves our calls is their signature, or the headers of the sender',
  );
}

export function readEmail(place: DocumentReader): AddressInput | undefined {
  const { value } = place;
  if (
    typeof value === 'string' &&
    value.length <= 254 &&
    /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]+$/.test(value.trim())
  ) {
    return { channel: 'email', value: plainEmail(value) };
  }
  return place.refuse(`${describe(value)} is not an e-mail address`, 'for example ana@example.com');
}

export function readPhone(place: DocumentReader, options: AddressOptions): string | undefined {
  const { value } = place;
  const parsed =
    typeof value === 'string'
      ? parsePhoneNumberFromString(value, options.defaultCountry as CountryCode | undefined)
      : undefined;
  if (parsed?.isPossible()) return parsed.number;
  return place.refuse(`${describe(value)} is not a phone number`, 'with country code, for example +33612345678');
}
