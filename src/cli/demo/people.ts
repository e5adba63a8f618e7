/** Who takes part in the demo: how each can be reached, and what has to have happened to each in the end. */
import type { Channel } from '../../domain/channel.ts';

export interface Person {
  readonly name: string;
  /** Channels on which we have an address; the first one is the usual one. */
  readonly reach: readonly Channel[];
  /** By whose clock they have quiet hours. `UTC` unless said otherwise, as the times of the story. */
  readonly timezone?: string;
  /** Messages that have to arrive, follow-ups that have to be skipped with a reason, stopped by an answer, or given up. */
  readonly sent: number;
  readonly skipped?: number;
  readonly stopped?: number;
  readonly givenUp?: number;
}

/** By key, as the caller's own system calls them. */
export const people: Readonly<Record<string, Person>> = {
  lena: { name: 'Lena', reach: ['whatsapp'], sent: 3 },
  omar: { name: 'Omar', reach: ['whatsapp'], sent: 1, stopped: 1 },
  stan: { name: 'Stan', reach: ['sms'], sent: 1, stopped: 1 },
  mira: { name: 'Mira', reach: ['telegram'], sent: 1, stopped: 1 },
  ines: { name: 'Ines', reach: ['sms'], sent: 2, stopped: 1 },
  marc: { name: 'Marc', reach: ['email'], sent: 2 },
  nora: { name: 'Nora', reach: ['email'], sent: 0 },
  paul: { name: 'Paul', reach: ['email'], sent: 1, stopped: 1 },
  ana: { name: 'Ana', reach: ['email', 'sms'], sent: 3 },
  bruno: { name: 'Bruno', reach: ['email', 'sms'], sent: 2, skipped: 1 },
  carla: { name: 'Carla', reach: ['email', 'sms'], sent: 4 },
  davi: { name: 'Davi', reach: ['email', 'sms'], sent: 1 },
  eva: { name: 'Eva', reach: ['email'], sent: 2, skipped: 1 },
  // The day after the call it is night where she lives.
  rosa: { name: 'Rosa', reach: ['email'], timezone: 'Pacific/Auckland', sent: 1 },
  sam: { name: 'Sam', reach: ['email'], sent: 0 },
  tess: { name: 'Tess', reach: ['email'], sent: 2 },
  yuki: { name: 'Yuki', reach: ['discord'], sent: 1 },
  zoe: { name: 'Zoe', reach: ['discord'], sent: 0 },
  noor: { name: 'Noor', reach: ['slack'], sent: 1 },
  ivan: { name: 'Ivan', reach: ['sms'], sent: 1 },
  jana: { name: 'Jana', reach: ['sms'], sent: 0, skipped: 1 },
  kofi: { name: 'Kofi', reach: ['sms'], sent: 1 },
  // Not people: a channel of the team, and the office's own system.
  harbour: { name: '#harbour', reach: ['slack'], sent: 0, givenUp: 1 },
  office: { name: 'Office', reach: ['webhook'], sent: 1 },
};

/** @param webhookUrl where the office's system is */
export function addressOf(key: string, channel: Channel, webhookUrl = ''): string {
  const number = 100 + Object.keys(people).indexOf(key);
  switch (channel) {
    case 'email':
      return `${key}@example.com`;
    case 'sms':
    case 'whatsapp':
      return `+12125550${number}`;
    case 'discord':
      return `80351110224678${number}`;
    case 'slack':
      return `${key === 'harbour' ? 'C' : 'U'}0${key.toUpperCase()}`;
    case 'telegram':
      return `5550${number}`;
    case 'webhook':
      return webhookUrl;
  }
}
