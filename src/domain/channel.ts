/** The kinds of addresses that messages go to. A new one needs a value in the SQL type `relance.channel` as well. */
export const channels = ['sms', 'whatsapp', 'email', 'discord', 'slack', 'telegram', 'webhook'] as const;

export type Channel = (typeof channels)[number];
