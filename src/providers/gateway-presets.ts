/** Configurations of gateways by name. A sender's own configuration replaces them member by member. */
import type { ConfigProblems } from '../provider-kit/sender-config.ts';

export interface GatewayPreset {
  readonly method?: string;
  readonly url: string;
  readonly bodyType: string;
  readonly toFormat?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, unknown>>;
}

const presets: Readonly<Record<string, GatewayPreset>> = {
  /**
   * TXT180. **To be checked against the documentation of your account.** TXT180 publishes no reference that we could
   * read. The address, the names of the elements and `<ok/>` are what programs use that others have published; we have
   * not seen them confirmed by the vendor, nor tried them on a live account. Other installations of the same software
   * are at other addresses, and some take `contact_number` without `contacts`: give `url` or `body` of your own then.
   *
   * What its refusals look like we don't know. Without `answers.refusals`, an answer without `<ok/>` is therefore
   * unknown, never refused: no other sender takes over, and nothing is sent twice.
   *
   * Needs `secrets.authKey`, `values.accountId`, `values.shortCode` and `values.keyword`.
   */
  txt180: {
    method: 'POST',
    url: 'https://www.txt180.com/members/api.php',
    toFormat: 'e164',
    bodyType: 'xml',
    body: {
      sms: {
        auth_key: '{{secrets.authKey}}',
        command: 'send_message',
        account_id: '{{values.accountId}}',
        short_code: '{{values.shortCode}}',
        keyword: '{{values.keyword}}',
        message: '{{text}}',
        contacts: { contact_number: '{{to}}' },
      },
    },
    answers: { success: { status: 200, contains: '<ok/>' } },
  },
};

export function presetOf(problems: ConfigProblems, name: string | undefined): Partial<GatewayPreset> {
  if (name === undefined) return {};
  if (Object.hasOwn(presets, name)) return presets[name] as GatewayPreset;
  problems.refuse(`preset is unknown: known are ${Object.keys(presets).join(', ')}`);
  return {};
}
