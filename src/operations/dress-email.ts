/** What an e-mail has beyond its words: the HTML part, the thread that it continues, the way to unsubscribe. */
import { type EmailLayout, prepareEmailLayout } from '../compose/email-layout.ts';
import type { RenderedText } from '../compose/render-template.ts';
import type { Channel } from '../domain/channel.ts';
import type { Category } from '../domain/sequence.ts';
import type { ClaimedRow } from '../store/claim-follow-ups.ts';
import type { Database } from '../store/database.ts';
import { readMailThreads } from '../store/mail-threads.ts';
import type { OperationContext } from './context.ts';
import type { OrganizationDefinitions } from './definition-cache.ts';
import { unsubscribeUrl } from './public-links.ts';

/** What is needed to dress the e-mails of a batch. */
export interface EmailDress {
  /** Null for a batch without e-mails. */
  readonly layout: EmailLayout | null;
  /** Message-IDs of what went out before in the same enrollment, by follow-up. */
  readonly threads: ReadonlyMap<string, readonly string[]>;
  /** A text message may offer it as well. */
  readonly unsubscribeUrl: (row: ClaimedRow, channel: Channel) => string | undefined;
}

export async function readyDress(
  context: OperationContext,
  db: Pick<Database, 'query'>,
  rows: readonly ClaimedRow[],
): Promise<EmailDress> {
  const url: EmailDress['unsubscribeUrl'] = ({ org_id: orgId, contact_id: contactId, address }, channel) =>
    unsubscribeUrl(context, { orgId, contactId, channel, address: address ?? '' });
  const mails = rows.filter(({ channel, message }) => channel === 'email' && message === null);
  if (mails.length === 0) return { layout: null, threads: new Map(), unsubscribeUrl: url };
  const later = mails.flatMap(({ org_id, id, enrollment_id, step, occurrence }) =>
    enrollment_id !== null && ((step ?? 0) > 0 || occurrence > 0) ? [{ org_id, id, enrollment_id }] : [],
  );
  const [layout, threads] = await Promise.all([prepareEmailLayout(), readMailThreads(db, later)]);
  return { layout, threads, unsubscribeUrl: url };
}

/** Confirmations and reminders are no subscription. */
const withUnsubscribe: ReadonlySet<Category> = new Set(['marketing', 'nurture', 'conversational']);

export interface Dressed {
  readonly text: string;
  readonly html: string | null;
  readonly headers: Readonly<Record<string, string>> | null;
}

/** @source RFC 8058 sections 2 and 3.1 (List-Unsubscribe-Post), RFC 5322 section 3.6.4 (In-Reply-To, References) */
export function dressEmail(
  row: ClaimedRow,
  { subject, text, html }: Pick<RenderedText, 'subject' | 'text' | 'html'>,
  { organization }: OrganizationDefinitions,
  dress: EmailDress,
): Dressed {
  const url = withUnsubscribe.has(row.category) ? dress.unsubscribeUrl(row, 'email') : undefined;
  const thread = dress.threads.get(row.id) ?? [];
  const headers = {
    ...(url !== undefined && {
      'List-Unsubscribe': `<${url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
    ...(thread.length > 0 && { 'In-Reply-To': thread.at(-1) as string, References: thread.join(' ') }),
  };
  const isPlain = organization.settings.emailLayout === false;
  // The plain part of a mail that has to offer it offers it, too.
  const isOffered = url === undefined || row.category !== 'marketing' || text.includes(url);
  return {
    text: isOffered ? text : `${text.trimEnd()}\n\n-- \n${url}\n`,
    headers: Object.keys(headers).length === 0 ? null : headers,
    html:
      html ??
      (isPlain
        ? null
        : (dress.layout?.({
            subject: subject ?? '',
            text,
            locale: row.locale ?? organization.locale,
            // What the text says already is not said again.
            ...(url !== undefined && !text.includes(url) && { unsubscribeUrl: url }),
          }) ?? null)),
  };
}
