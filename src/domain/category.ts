/** Words that sequences and policies share: what sort of message it is, and what happens to one that is late. */

export const categories = ['transactional', 'reminder', 'conversational', 'nurture', 'marketing', 'manual'] as const;
export type Category = (typeof categories)[number];

/**
 * What happens to a message that could not be sent within its late grace: it is skipped, sent late, or sent at the next
 * opening while the rest shifts.
 */
export const missedWindows = ['skip', 'send', 'next_window'] as const;
export type MissedWindow = (typeof missedWindows)[number];
