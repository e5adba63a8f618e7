/** Which suppressions may be lifted just so. */

/** The person called a message spam, or the vendor says that the address never works: writing there again does harm. */
const forGood: readonly string[] = ['complained', 'complaint', 'bounced', 'hard_bounce', 'recipient_refused'];

/** Must somebody insist, to lift a suppression with this cause? */
export function needsInsisting(cause: string): boolean {
  return forGood.includes(cause);
}
