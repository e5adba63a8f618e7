/** The kinds of addresses that messages go to. A new one needs a value in the SQL type `relance.channel` as well. */
export const channels = ['sms', 'whatsapp', 'email', 'discord', 'slack', 'telegram', 'webhook'] as const;

export type Channel = (typeof channels)[number];

/**
 * Is whoever writes to us over this channel who they seem to be? Anybody can write an e-mail in another's name; elsewhere the
 * network or the vendor says who it was.
 */
export function provesSender(channel: Channel | undefined): boolean {
  return channel !== undefined && channel !== 'email';
}
