/** What is shown is no longer fresh: the last attempt to ask again has failed. Lies over the page, so that nothing moves. */
import { Affix, Group, Loader, Paper, Text } from '@mantine/core';
import { ApiFault, wordsOf } from '../api/fault.ts';

export function StaleNotice({ error }: { readonly error: unknown }) {
  if (!error) return null;
  const words = error instanceof ApiFault && error.status === 0 ? 'The server cannot be reached.' : wordsOf(error);
  return (
    <Affix position={{ bottom: 80, left: 0, right: 0 }} style={{ pointerEvents: 'none' }}>
      <Group justify="center" px="md">
        <Paper role="alert" shadow="md" withBorder px="md" py="xs" radius="lg" style={{ pointerEvents: 'auto' }}>
          <Group gap="sm" wrap="nowrap">
            <Loader size={16} aria-hidden />
            <Text size="sm">{words} What you see is the last that was known.</Text>
          </Group>
        </Paper>
      </Group>
    </Affix>
  );
}
