/** Kinds of alerts, their levels, what a target hears and what it was told, in words. */
import type { AlertKind, AlertLevel, AlertTarget, StandingAlert } from '../api/types.ts';

export const kindNames: Readonly<Record<AlertKind, string>> = {
  sender_unavailable: 'A sender does not work',
  engine_late: 'Messages go out late',
  dead_letters: 'Many messages are given up',
  unknown_outcomes: 'Outcomes that nobody knows',
  coverage_gaps: 'Live records that nobody sees to',
  mailbox_unreadable: 'A mailbox cannot be read',
  bounce_rate: 'Many messages bounce or are called spam',
};

export const kinds = Object.keys(kindNames) as readonly AlertKind[];

export const levelNames: Readonly<Record<AlertLevel, string>> = { warning: 'Warning', critical: 'Urgent' };

/** What a target hears, where it is the same for every kind. */
export function commonLevel(hears: AlertTarget['hears']): AlertLevel | undefined {
  const [first] = kinds;
  const level = first && hears[first];
  return level !== undefined && kinds.every((kind) => hears[kind] === level) ? level : undefined;
}

export function hearsInWords(hears: AlertTarget['hears']): string {
  const common = commonLevel(hears);
  if (common) return common === 'warning' ? 'Hears everything' : 'Hears what is urgent';
  const heard = kinds.filter((kind) => hears[kind] !== undefined);
  return heard.map((kind) => `${kindNames[kind]}${hears[kind] === 'critical' ? ' (urgent only)' : ''}`).join(', ');
}

/** As addresses of a channel look. */
export const addressExamples: Readonly<Record<AlertTarget['channel'], string>> = {
  email: 'ana@example.com',
  slack: '#team, or the id of a person or channel',
  discord: 'channel: and its id, or the id of a person',
  telegram: 'the id of a chat',
  sms: '+33612345678',
  webhook: 'https://example.com/alerts',
};

type Told = StandingAlert['told'][number];

/** Has somebody been told, or is to be, that it is over? It may be there again since. */
export function isOver({ seenAt, told }: Pick<StandingAlert, 'seenAt' | 'told'>): boolean {
  return told.some(({ phase, at }) => phase === 'over' && Date.parse(at) > Date.parse(seenAt));
}

const outcomes: Readonly<Record<Told['phase'], Readonly<Record<Told['outcome'], string>>>> = {
  stands: {
    calling: 'is being told',
    accepted: 'was told',
    refused: 'could not be reached',
    unknown: 'may have been told',
  },
  over: {
    calling: 'is being told that it is over',
    accepted: 'was told that it is over',
    refused: 'could not be told that it is over',
    unknown: 'may have been told that it is over',
  },
};

/** As the rest of "desk: …". */
export function toldInWords({ phase, outcome }: Pick<Told, 'phase' | 'outcome'>): string {
  return outcomes[phase][outcome];
}
