/**
 * The demo's last word: what the database says, held against what the mail servers and the local inbox have, and against
 * what the story needs to have happened to each person.
 */

import type { Page, PageKey, PageRequest } from '../../operations/paging.ts';
import type { FollowUp } from '../../operations/read-follow-ups.ts';
import { readFollowUpPage } from '../../operations/read-follow-ups.ts';
import { readSandboxPage } from '../../operations/read-messages.ts';
import { type Audit, auditDeliveries } from '../../testing/audit-deliveries.ts';
import type { Stage } from './stage.ts';
import { people } from './story.ts';

export interface Outcome {
  readonly audit: Audit;
  /** E-mails that the mail servers took, the first one's and the second one's, and messages in the local inbox. */
  readonly arrived: { readonly mail: number; readonly secondMail: number; readonly inbox: number };
  /** What is not as it has to be, in sentences. */
  readonly faults: readonly string[];
}

export async function checkOutcome({ engine, clock, mail, secondMail }: Stage): Promise<Outcome> {
  const { context, orgId } = engine;
  const followUps = await readAll((page) => readFollowUpPage(context, orgId, {}, page));
  const inbox = await readAll((page) => readSandboxPage(context, orgId, page));
  const arrivals = [...mail.mails, ...secondMail.mails, ...inbox].map(({ attemptId }) => attemptId);
  const audit = auditDeliveries(followUps, arrivals, clock.now());
  const arrived = { mail: mail.mails.length, secondMail: secondMail.mails.length, inbox: inbox.length };
  return { audit, arrived, faults: [...faultsOf(audit, arrived), ...surprises(followUps)] };
}

async function readAll<T>(read: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let after: PageKey | null = null;
  do {
    const page: Page<T> = await read({ limit: 200, after });
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}

function faultsOf({ lost, duplicated, unaccounted, failed }: Audit, arrived: Outcome['arrived']): string[] {
  const about = (ids: readonly string[], what: string) =>
    ids.length > 0 ? [`${ids.length} ${what}: ${ids.join(', ')}`] : [];
  return [
    ...about(lost, 'lost'),
    ...about(duplicated, 'duplicated'),
    ...about(unaccounted, 'arrived without being sent'),
    ...about(failed, 'failed'),
    ...(arrived.secondMail === 0 ? ['the second mail server was never needed'] : []),
  ];
}

/** Where a person's follow-ups are not what the story says. */
function surprises(followUps: readonly FollowUp[]): string[] {
  return Object.entries(people).flatMap(([key, { name, sent, skipped = 0, stopped = 0 }]) => {
    const own = followUps.filter(({ contactKey, kind }) => contactKey === key && kind === 'message');
    const count = (test: (followUp: FollowUp) => boolean) => own.filter(test).length;
    const found = {
      sent: count(({ state }) => state === 'sent'),
      skipped: count(({ state }) => state === 'skipped'),
      stopped: count(
        ({ state, reason }) => state === 'cancelled' && (reason === 'message.received' || reason === 'stop_word'),
      ),
    };
    return found.sent === sent && found.skipped === skipped && found.stopped === stopped
      ? []
      : [`${name} has ${JSON.stringify(found)} in place of ${JSON.stringify({ sent, skipped, stopped })}`];
  });
}
