/** Words that sequences and policies share: what sort of message it is, and what happens to one that is late. */

export const categories = ['transactional', 'reminder', 'conversational', 'nurture', 'marketing', 'manual'] as const;
export type Category = (typeof categories)[number];

/**
 * What happens to a message that could not be sent within its late grace: it is skipped, sent late, or sent at its
 * time of the day on the next day (or the first opening after it).
 */
export const missedWindows = ['skip', 'send', 'next_window'] as const;
export type MissedWindow = (typeof missedWindows)[number];
