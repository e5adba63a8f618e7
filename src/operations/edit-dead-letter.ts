/** Other words for a message that was given up, before it is tried again. */
import { relanceError } from '../errors.ts';
import { newId, sha256 } from '../ids.ts';
import { editMessage } from '../store/edit-message.ts';
import type { MessageRow } from '../store/list-messages.ts';
import { type Actor, change } from './audit.ts';
import type { OperationContext } from './context.ts';
import { readFollowUp } from './read-follow-ups.ts';
import { readMessage } from './read-messages.ts';

export interface NewWords {
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

/**
 * What a follow-up says, or has said. @throws RelanceError `not_found`, also while nothing was rendered yet
 */
export async function readMessageOf(context: OperationContext, orgId: number, id: string): Promise<MessageRow> {
  const { messageId } = await readFollowUp(context, orgId, id);
  if (messageId === null)
    throw relanceError('not_found', 'this follow-up has no message yet: it is written when it is due');
  return readMessage(context, orgId, messageId);
}

/** Absent parts stay; a changed text drops the HTML of before. @throws RelanceError `not_found`, `conflict` */
export async function editDeadLetter(
  context: OperationContext,
  orgId: number,
  id: string,
  { subject, text, html }: NewWords,
  by: Actor,
): Promise<MessageRow> {
  const followUp = await readFollowUp(context, orgId, id);
  const now = context.clock.now();
  const edited = {
    id: newId(now),
    timelineId: newId(now),
    subject: subject ?? null,
    text: text ?? null,
    html: html ?? null,
    dropsHtml: text !== undefined,
    bodyHash: sha256(JSON.stringify([subject, text, html])),
  };
  const result = await change(context, orgId, by, async (tx, note) => {
    const done = await editMessage(tx, orgId, followUp.id, edited, by.name);
    const parts = Object.entries({ subject, text, html }).flatMap(([name, value]) =>
      value === undefined ? [] : [name],
    );
    if (done === 'edited')
      note({
        action: 'followUp.edited',
        ids: [followUp.id],
        facts: { parts, messageBefore: followUp.messageId, message: edited.id },
      });
    return done;
  });
  switch (result) {
    case 'edited':
      return readMessage(context, orgId, edited.id);
    case 'not_a_dead_letter':
      throw relanceError(
        'conflict',
        `only a dead letter can be edited; this one is ${followUp.state.replaceAll('_', ' ')}`,
      );
    case 'no_address':
      throw relanceError('conflict', 'the contact has no address for this channel: give it one first');
    case 'no_text':
      throw relanceError('conflict', 'it was given up before it was written: give it a text');
  }
}
