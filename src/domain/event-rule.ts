/** Is this the event that a trigger, an exit or a wait asks for? */
import { holds } from './condition.ts';
import type { RelanceEvent } from './event.ts';
import type { Facts } from './facts.ts';
import type { EventRule } from './sequence.ts';

export function matches(rule: EventRule, event: RelanceEvent, facts: Facts): boolean {
  return rule.on.includes(event.type) && (rule.when === undefined || holds(rule.when, facts));
}
