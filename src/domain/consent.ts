/**
 * To what a person agreed at an address, and to what they said no. What holds follows from everything they ever said about
 * that address (`consentsAfter`); whether a message may go out by it follows from the category's mode (`consentOf`). Pure.
 */
import type { Category } from './category.ts';
import type { Channel } from './channel.ts';
import type { ConsentScope, ConsentStatement, Consents } from './consent-statement.ts';
import { ownRefusals } from './contact-state.ts';
import type { ConsentMode, ConsentModes } from './policy.ts';

/** Causes of a start: it takes back what the person had refused, and agrees to nothing that they had not agreed to. */
export const startCauses: readonly string[] = ['start_word', 'opted_in'];

/**
 * What holds at an address after everything that was said about it, in the order in which it was said. The later word wins;
 * one about everything replaces those about single categories. What is asked for (`pending`) replaces nothing. A start takes
 * back the refusals of the person's own before it, and nothing else: not a complaint, not what they refused by category.
 *
 * @param statements of one address, as they were recorded
 */
export function consentsAfter(statements: readonly ConsentStatement[]): Consents {
  const said = statements.toSorted((a, b) => a.at - b.at);
  let standing: ConsentStatement[] = [];
  for (const statement of said) {
    if (startCauses.includes(statement.cause ?? '')) standing = standing.filter(({ cause }) => !isOwnRefusal(cause));
    else standing.push(statement);
  }
  let held: Consents = {};
  for (const { category, state } of standing) {
    if (state === 'pending') {
      if ((held[category] ?? held['*']) === undefined) held = { ...held, [category]: state };
    } else {
      held = category === '*' ? { '*': state } : { ...held, [category]: state };
    }
  }
  return held;
}

/**
 * What became of a request for consent. `refused`: the person has said no to it since, so that a late yes to the request, by a
 * link or a word, is none; a start that took the no back lets it count again.
 *
 * @param since what was said about the address after the request
 * @param held what holds at the address now
 */
export function requestAfter(
  category: ConsentScope,
  since: readonly ConsentStatement[],
  held: Consents | null,
): 'open' | 'given' | 'refused' {
  const after = consentsAfter(since.filter(({ state }) => state !== 'pending'));
  const states = category === '*' ? Object.values(after) : [after[category] ?? after['*']];
  if (states.includes('out')) return 'refused';
  return (held?.[category] ?? held?.['*']) === 'in' ? 'given' : 'open';
}

function isOwnRefusal(cause: string | null): boolean {
  return cause !== null && ownRefusals.includes(cause);
}

/**
 * `given`: they agreed. `not_needed`: the mode does not ask, or they did not refuse where that is enough. Missing: they never
 * agreed where that is needed (`no_consent`), or said no (`consent_refused`).
 */
export type ConsentAnswer =
  | 'given'
  | 'not_needed'
  | { readonly missing: 'no_consent' | 'consent_refused'; readonly mode: ConsentMode };

/**
 * May a message of this category go to an address where this holds? Who refused a category by its name is not sent it in any
 * mode; a refusal of everything does not reach categories that are not asked about (confirmations, reminders): what keeps
 * those back is a suppression.
 */
export function consentOf(
  modes: ConsentModes,
  category: Category,
  channel: Channel,
  consents: Consents | null,
): ConsentAnswer {
  const mode = consentModeOf(modes, category, channel);
  const own = consents?.[category];
  if (own === 'out') return { missing: 'consent_refused', mode };
  if (mode === 'none') return 'not_needed';
  const state = own ?? consents?.['*'];
  if (state === 'in') return 'given';
  if (state === 'out') return { missing: 'consent_refused', mode };
  return mode === 'opt_in' ? { missing: 'no_consent', mode } : 'not_needed';
}

/** What applies to a category on a channel. */
export function consentModeOf(modes: ConsentModes, category: Category, channel: Channel): ConsentMode {
  return modes[category][channel] ?? modes[category].default;
}
