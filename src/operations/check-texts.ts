/** Finds the texts of a sequence that are not Liquid, before it is stored: else each of their messages would fail. */
import { templateFault } from '../compose/render-template.ts';
import { childPath, type Problem } from '../domain/problem.ts';
import { isOneLine, notOneLine } from '../domain/read-content.ts';
import type { Content, Sequence } from '../domain/sequence.ts';

export function textProblems({ steps }: Sequence): Problem[] {
  return steps.flatMap((step, index) => {
    const at = childPath('steps', index);
    return [
      ...contentProblems(step.content, at),
      ...step.variants.flatMap(({ content }, number) =>
        contentProblems(content, childPath(childPath(at, 'variants'), number)),
      ),
    ];
  });
}

/** @param at where the text stands in what its author wrote */
export function contentProblems(content: Content | undefined, at: string): Problem[] {
  const fault = content && 'text' in content ? templateFault(content) : undefined;
  if (fault === undefined) return [];
  return [{ path: childPath(at, 'text'), message: fault, expected: 'Liquid, for example {{ contact.name }}' }];
}

/**
 * Subjects of several lines; and e-mails without any: some providers refuse them, and spam filters most of the rest.
 *
 * @source https://resend.com/docs/api-reference/emails/send-email (subject is required)
 * @source https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send (subject is required, with at least one character)
 * @param at where the text stands in what its author wrote
 */
export function subjectProblems(channel: string, subject: string | undefined, at: string): Problem[] {
  const path = childPath(at, 'subject');
  if (subject !== undefined && !isOneLine(subject)) return [{ path, ...notOneLine }];
  if (channel !== 'email' || (subject !== undefined && subject.trim() !== '')) return [];
  return [{ path, message: 'the e-mail has no subject', expected: 'one line, which may be Liquid' }];
}
