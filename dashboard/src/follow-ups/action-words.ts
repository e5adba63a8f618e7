/** What can be done to a follow-up: what it is called, what is asked before, what is said after. */
import {
  IconBan,
  IconCheck,
  IconMailCheck,
  IconMailX,
  IconRefresh,
  IconSend,
  type TablerIcon,
} from '@tabler/icons-react';
import type { FollowUp } from '../api/types.ts';
import type { Verb } from '../words/states.ts';
import { contactName } from './row-facts.ts';

interface ActionWords {
  readonly name: string;
  readonly icon: TablerIcon;
  /** On the button that does it. */
  readonly confirm: string;
  readonly question: string;
  readonly consequence: string;
  readonly done: string;
  readonly isDestructive: boolean;
}

export function actionWords(verb: Verb, followUp: FollowUp): ActionWords {
  const who = contactName(followUp);
  switch (verb) {
    case 'send-now':
      return {
        name: 'Send now',
        icon: IconSend,
        confirm: 'Send now',
        question: `Send to ${who} now?`,
        consequence: 'It goes out as soon as a worker takes it. Every check before sending is still made.',
        done: `The follow-up to ${who} goes out now.`,
        isDestructive: false,
      };
    case 'approve':
      return {
        name: 'Approve',
        icon: IconCheck,
        confirm: 'Approve',
        question: `Approve the follow-up to ${who}?`,
        consequence: 'It goes out when it is due.',
        done: `The follow-up to ${who} is approved.`,
        isDestructive: false,
      };
    case 'retry':
      return {
        name: 'Try again',
        icon: IconRefresh,
        confirm: 'Try again',
        question: `Try to send to ${who} again?`,
        consequence: 'It is scheduled for now with new attempts. Mend first what made it fail.',
        done: `The follow-up to ${who} is tried again.`,
        isDestructive: false,
      };
    case 'was-sent':
      return {
        name: 'It was sent',
        icon: IconMailCheck,
        confirm: 'It was sent',
        question: `Was the message to ${who} sent?`,
        consequence: 'It counts as sent, and its sequence goes on. Look it up at the provider first.',
        done: `The follow-up to ${who} counts as sent.`,
        isDestructive: false,
      };
    case 'was-not-sent':
      return {
        name: 'It was not sent',
        icon: IconMailX,
        confirm: 'It was not sent',
        question: `Was the message to ${who} certainly not sent?`,
        consequence: 'It goes out again. If the provider did take it, the person gets it twice.',
        done: `The follow-up to ${who} goes out again.`,
        isDestructive: true,
      };
    case 'cancel': {
      const discard = followUp.state === 'dead_letter';
      return {
        name: discard ? 'Discard' : 'Cancel',
        icon: IconBan,
        confirm: discard ? 'Discard it' : 'Cancel it',
        question: discard ? `Discard the follow-up to ${who}?` : `Cancel the follow-up to ${who}?`,
        consequence:
          followUp.state === 'unknown'
            ? 'It may have been sent already; it will not be sent again. This cannot be undone.'
            : 'It will not be sent. This cannot be undone.',
        done: `The follow-up to ${who} is ${discard ? 'discarded' : 'cancelled'}.`,
        isDestructive: true,
      };
    }
  }
}
