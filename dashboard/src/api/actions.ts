/** What an operator does to a follow-up. Afterwards everything on the screen is asked for again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Verb } from '../words/states.ts';
import { answerOf, api, withTimeout } from './client.ts';

export function useFollowUpAction(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (verb: Verb) => act(id, verb),
    onSettled: () => client.invalidateQueries(),
  });
}

/** @throws ApiFault, for example when its state has changed meanwhile */
async function act(id: string, verb: Verb): Promise<void> {
  const options = { params: { path: { id } }, signal: withTimeout() };
  switch (verb) {
    case 'cancel':
      await answerOf(api.POST('/v1/follow-ups/{id}/cancel', { ...options, body: { reason: 'cancelled_by_operator' } }));
      break;
    case 'was-sent':
      await answerOf(api.POST('/v1/follow-ups/{id}/settle', { ...options, body: { outcome: 'sent' } }));
      break;
    case 'was-not-sent':
      await answerOf(api.POST('/v1/follow-ups/{id}/settle', { ...options, body: { outcome: 'not_sent' } }));
      break;
    default:
      await answerOf(api.POST(`/v1/follow-ups/{id}/${verb}`, options));
  }
}
