/** Scheduling one-offs for callers who may repeat themselves: contacts by id or key, effect and answer in one transaction. */
import { childPath, type Problem } from '../domain/problem.ts';
import { withoutUndefined } from '../domain/without-undefined.ts';
import { findContactIds } from '../store/list-contacts.ts';
import { contentProblems, subjectProblems } from './check-texts.ts';
import type { OperationContext } from './context.ts';
import { dateOneOffs } from './date-one-offs.ts';
import { isId } from './paging.ts';
import { once, type RequestIdentity } from './remember-answers.ts';
import { type OneOff, scheduleWithin } from './schedule-follow-ups.ts';

/** A one-off for a contact by id, or by the caller's key. */
export interface OneOffInput extends Omit<OneOff, 'contactId'> {
  readonly contact: { readonly id?: string | undefined; readonly key?: string | undefined };
}

export type ScheduledOneOff =
  | { readonly ok: true; readonly id: string; readonly dueAt: number }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Results in the order of the inputs, at most 1,000 of them.
 *
 * @param pathOf where a one-off stands in the caller's input; empty for the whole of it
 */
export async function scheduleOnce(
  context: OperationContext,
  orgId: number,
  inputs: readonly OneOffInput[],
  pathOf: (index: number) => string,
  identity: RequestIdentity | null,
): Promise<readonly ScheduledOneOff[]> {
  const faults = inputs.map(({ text, subject, html, channel }, index) =>
    text === undefined
      ? []
      : [
          ...contentProblems(withoutUndefined({ text, subject, html }), pathOf(index)),
          ...subjectProblems(channel, subject, pathOf(index)),
        ],
  );
  // Read before the transaction where they are not known yet: inside, each would need a second connection.
  await context.definitions.get(orgId);
  const answer = await once(context, orgId, identity, async (tx) => {
    const keys = inputs.flatMap(({ contact }) =>
      contact.id === undefined && contact.key !== undefined ? [contact.key] : [],
    );
    const byKey = keys.length === 0 ? new Map<string, string>() : await findContactIds(tx, orgId, keys);
    const idOf = ({ contact }: OneOffInput) => contact.id ?? byKey.get(contact.key ?? '');
    const found = inputs.flatMap((input, index) => {
      const contactId = idOf(input);
      const { contact: _, ...oneOff } = input;
      return isId(contactId) && faults[index]?.length === 0 ? [{ index, oneOff: { ...oneOff, contactId } }] : [];
    });
    const results = inputs.map((_, index): ScheduledOneOff => {
      const problems = faults[index] ?? [];
      return problems.length > 0 ? { ok: false, problems } : unknownContact(childPath(pathOf(index), 'contact'));
    });
    if (found.length > 0) {
      const scheduled = await scheduleWithin(
        tx,
        context.clock.now(),
        orgId,
        await dateOneOffs(
          tx,
          context,
          orgId,
          found.map(({ oneOff }) => oneOff),
        ),
      );
      found.forEach(({ index }, position) => {
        const result = scheduled[position];
        if (result?.ok) results[index] = result;
      });
    }
    return { results };
  });
  return answer.results;
}

function unknownContact(path: string): ScheduledOneOff {
  const message = 'there is no such contact';
  return {
    ok: false,
    problems: [{ path, message, expected: 'the id or key of a contact; an event contact.upserted makes one' }],
  };
}
