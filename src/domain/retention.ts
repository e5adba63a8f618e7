/** How long what is kept, in days. What is open is kept however old it is. */
import type { Facts } from './facts.ts';

export const retentionKinds = [
  'inbox',
  'messages',
  'timeline',
  'attempts',
  'receipts',
  'followUps',
  'sandbox',
  'consents',
  'audit',
] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/** Days; null: for ever. */
export type Retention = Readonly<Record<RetentionKind, number | null>>;

export const retentionDaysMax = 36_500;

/**
 * Where an organization has set nothing: what was said and done with people is kept until somebody decides how long, since what
 * is gone by a default of ours nobody brings back. What is only technical goes: the inbox recognises repetitions for as long as it
 * is kept, which vendors' repetitions (days at most) need; the sandbox is for trying out.
 */
export const defaultRetention: Retention = {
  inbox: 30,
  messages: null,
  timeline: null,
  attempts: null,
  receipts: null,
  followUps: null,
  sandbox: 30,
  consents: null,
  audit: 2_555,
};

/** As stored: what is absent, or is nothing that could have been stored, is as by default. */
export function readRetention(stored: unknown): Retention {
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as Facts;
  const entries = retentionKinds.map((kind) => {
    const days = given[kind];
    const isDays = typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= retentionDaysMax;
    return [kind, days === null || isDays ? days : defaultRetention[kind]];
  });
  return Object.fromEntries(entries) as Retention;
}
