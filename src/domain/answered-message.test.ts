import { expect, test } from 'vitest';
import { answeredMessage, type SentMessage } from './answered-message.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 2, 1, 12);

function sent(followUpId: string, at: number, more: Partial<SentMessage> = {}): SentMessage {
  return { followUpId, at, channel: 'sms', ids: [`${followUpId}.1`], conversationKey: null, ...more };
}

function answered(
  messages: readonly SentMessage[],
  answers: readonly string[] = [],
  channel: SentMessage['channel'] = 'sms',
) {
  return answeredMessage(messages, { channel, at: now, answers })?.followUpId;
}

test('a reply that names a message answers that one, however old', () => {
  const messages = [sent('old', now - 900 * hour, { ids: ['old.1', '<m1@example.com>'] }), sent('new', now - hour)];
  expect(answered(messages, ['<other@example.com>', '<m1@example.com>'])).toBe('old');
  expect(answered(messages, ['old.1'], 'email')).toBe('old');
});

test('a reply that names none answers the last message before it on its channel', () => {
  const messages = [sent('first', now - 2 * hour), sent('second', now - hour), sent('later', now + hour)];
  expect(answered([...messages, sent('mail', now - 1, { channel: 'email' })])).toBe('second');
});

test('after a week it answers nothing', () => {
  expect(answered([sent('old', now - 169 * hour)])).toBeUndefined();
  expect(answered([])).toBeUndefined();
});
