/** What ends an enrollment early, as written: event names, or rules with a condition and a reason. */
import type { DocumentReader } from './document-reader.ts';
import type { SubjectType } from './event.ts';
import { readEventRule } from './read-event-rule.ts';
import type { EventRule, Exit, Step } from './sequence.ts';

const exitsMax = 50;

/** The rest of the sequence, as far as it could be read. */
interface ExitsContext {
  readonly subject: SubjectType | undefined;
  readonly trigger: EventRule | undefined;
  /** Does another trigger begin it anew? */
  readonly restarts: boolean;
  readonly steps: readonly Step[];
}

/** Exits without a reason of their own get the event's type, so that a rule with several events becomes several exits. */
export function readExits(place: DocumentReader, context: ExitsContext): readonly Exit[] {
  const { value } = place;
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
    const repeated = context.steps.some((step) => step.repeat) ? ' and its repetitions would go on for ever' : '';
    place.refuse(
      `nothing could stop the sequence${repeated}`,
      `for example exit: [${usualExits(context.subject).join(', ')}]`,
    );
    return [];
  }
  const expected = `a list such as [${usualExits(context.subject).join(', ')}]`;
  const exits = (place.items(exitsMax, expected) ?? []).flatMap((item) => readExit(item, context.trigger));
  warnOfRepliesUnheard(place, exits, context);
  return exits;
}

function readExit(place: DocumentReader, trigger: EventRule | undefined): readonly Exit[] {
  const rule = readEventRule(place, ['reason']);
  const reason = typeof place.value === 'object' ? place.at('reason').optional((it) => it.reason()) : undefined;
  if (rule === undefined) return [];
  const begins = rule.on.find((type) => trigger?.on.includes(type));
  if (begins !== undefined && rule.when === undefined && trigger?.when === undefined) {
    place.warn(`${begins} begins the sequence and ends it, too`, 'another event, or a condition (when)');
  }
  return reason === undefined ? rule.on.map((type) => ({ ...rule, on: [type], reason: type })) : [{ ...rule, reason }];
}

/** An answer that restarts the sequence is heard as well: it is how silence is counted. */
function warnOfRepliesUnheard(place: DocumentReader, exits: readonly Exit[], context: ExitsContext): void {
  const { steps, trigger, restarts } = context;
  const pursues = steps.some(({ kind, category }) => kind === 'message' && pursuing.includes(category));
  const heard = [...exits, ...(trigger && restarts ? [trigger] : [])].some(({ on }) => on.includes('message.received'));
  if (pursues && !heard) place.warn('the sequence goes on when the person answers', 'message.received among the exits');
}

const pursuing: readonly string[] = ['conversational', 'nurture', 'marketing'];

/** What usually ends a sequence about such a record. */
function usualExits(subject: SubjectType | undefined): readonly string[] {
  switch (subject) {
    case 'conversation':
      return ['message.received', 'conversation.closed', 'contact.optedOut'];
    case 'lead':
      return ['message.received', 'lead.converted', 'contact.optedOut'];
    case 'call':
      return ['message.received', 'appointment.booked', 'contact.optedOut'];
    case 'appointment':
      return ['appointment.cancelled', 'appointment.completed', 'contact.optedOut'];
    case 'action_item':
      return ['actionItem.completed', 'contact.optedOut'];
    default:
      return ['message.received', 'contact.optedOut'];
  }
}
