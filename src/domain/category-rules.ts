/** What the category of a message decides. A policy may tighten this, never loosen what is law. */
import { type Category, categories } from './sequence.ts';

export interface CategoryRules {
  /** Only inside business hours, where there are any. */
  readonly businessHours: boolean;
  /** Not in the recipient's quiet hours. `unless_sooner`: unless what it reminds of comes before they end. */
  readonly quietHours: boolean | 'unless_sooner';
  /** Is it held back by caps, minimum gap and blackout days, and does it count for the next ones? */
  readonly counts: boolean;
  /** Does it wait for who wrote a moment ago to go silent? */
  readonly leavesTheActiveAlone: boolean;
  /** Must the person be able to unsubscribe from it by itself? */
  readonly unsubscribe: boolean;
}

export const categoryRules: Readonly<Record<Category, CategoryRules>> = {
  transactional: rules({}),
  reminder: rules({ quietHours: 'unless_sooner' }),
  conversational: rules({ quietHours: true, counts: true }),
  nurture: rules({ businessHours: true, quietHours: true, counts: true, leavesTheActiveAlone: true }),
  marketing: rules({
    businessHours: true,
    quietHours: true,
    counts: true,
    leavesTheActiveAlone: true,
    unsubscribe: true,
  }),
  manual: rules({}),
};

function rules(set: Partial<CategoryRules>): CategoryRules {
  const none = {
    businessHours: false,
    quietHours: false,
    counts: false,
    leavesTheActiveAlone: false,
    unsubscribe: false,
  };
  return { ...none, ...set };
}

/** Categories whose sends count for caps and the minimum gap. */
export const countingCategories: readonly Category[] = categories.filter((category) => categoryRules[category].counts);
