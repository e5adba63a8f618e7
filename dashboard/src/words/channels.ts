/** The channels in words. */
import type { Channel } from '../api/types.ts';

export const channelNames: Readonly<Record<Channel | 'none', string>> = {
  email: 'E-mail',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  discord: 'Discord',
  slack: 'Slack',
  telegram: 'Telegram',
  webhook: 'Webhook',
  none: 'No channel',
};

export const channels = Object.keys(channelNames).filter((name) => name !== 'none') as readonly Channel[];
