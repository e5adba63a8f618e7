/** What the person gets, or got: the message as it was rendered, before that the text that it will be made from. */
import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { messageQuery } from '../api/queries.ts';
import type { FollowUp } from '../api/types.ts';

export function MessageText({ followUp: { messageId, content, state } }: { readonly followUp: FollowUp }) {
  const { data, isLoading } = useQuery({ ...messageQuery(messageId ?? ''), enabled: messageId !== null });
  const { subject, text } = data ?? content ?? {};
  if (!isLoading && typeof text !== 'string') return null;
  return (
    <section aria-labelledby="message-text-title">
      <Title order={3} size="h5" mb="xs" id="message-text-title">
        {state === 'sent' ? 'What was sent' : 'Message'}
      </Title>
      {isLoading ? (
        <Skeleton height={72} radius="md" />
      ) : (
        <Paper withBorder radius="md" p="md" style={{ maxHeight: 260, overflow: 'auto' }} tabIndex={0}>
          <Stack gap={6}>
            {typeof subject === 'string' && (
              <Text size="sm" fw={600}>
                {subject}
              </Text>
            )}
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {text as string}
            </Text>
          </Stack>
        </Paper>
      )}
    </section>
  );
}
