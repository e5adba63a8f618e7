/** What sort of message it is; `category-rules.ts` says what follows from it. */
export const categories = ['transactional', 'reminder', 'conversational', 'nurture', 'marketing', 'manual'] as const;

export type Category = (typeof categories)[number];
