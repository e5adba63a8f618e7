/** What categories and channels are called where the people see it who get the messages. */
import type { Channel } from './channel.ts';
import type { ConsentScope } from './consent-statement.ts';
import type { Language } from './language.ts';

type CategoryNames = Readonly<Record<ConsentScope, string>>;

const categoryNames: Readonly<Record<Language, CategoryNames>> = {
  en: {
    '*': 'All messages',
    transactional: 'Confirmations',
    reminder: 'Reminders',
    conversational: 'Follow-ups to our conversations',
    nurture: 'Advice and information',
    marketing: 'Offers and news',
    manual: 'Personal messages',
  },
  fr: {
    '*': 'Tous les messages',
    transactional: 'Confirmations',
    reminder: 'Rappels',
    conversational: 'Suites de nos échanges',
    nurture: 'Conseils et informations',
    marketing: 'Offres et actualités',
    manual: 'Messages personnels',
  },
  es: {
    '*': 'Todos los mensajes',
    transactional: 'Confirmaciones',
    reminder: 'Recordatorios',
    conversational: 'Seguimiento de nuestras conversaciones',
    nurture: 'Consejos e información',
    marketing: 'Ofertas y novedades',
    manual: 'Mensajes personales',
  },
  de: {
    '*': 'Alle Nachrichten',
    transactional: 'Bestätigungen',
    reminder: 'Erinnerungen',
    conversational: 'Rückfragen zu unseren Gesprächen',
    nurture: 'Tipps und Informationen',
    marketing: 'Angebote und Neuigkeiten',
    manual: 'Persönliche Nachrichten',
  },
};

export function categoryName(language: Language, category: ConsentScope): string {
  return categoryNames[language][category];
}

const own: Readonly<Record<Language, Readonly<Partial<Record<Channel, string>>>>> = {
  en: { sms: 'Text messages', email: 'E-mail' },
  fr: { sms: 'SMS', email: 'E-mail' },
  es: { sms: 'SMS', email: 'Correo electrónico' },
  de: { sms: 'SMS', email: 'E-Mail' },
};

const everywhere: Readonly<Record<Channel, string>> = {
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  email: 'E-mail',
  discord: 'Discord',
  slack: 'Slack',
  telegram: 'Telegram',
  webhook: 'Webhook',
};

export function channelName(language: Language, channel: Channel): string {
  return own[language][channel] ?? everywhere[channel];
}
