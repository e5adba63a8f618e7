/** An instant: how far away it is, counting, and when it is on the viewer's clock. */
import { Stack, Text, Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { onTick, serverNow } from '../api/clock.ts';
import { absoluteWords, fullWords, relativeWords } from '../words/times.ts';

/** Milliseconds since 1970, by the server's clock, once a second. */
export function useServerNow(): number {
  return useSyncExternalStore(onTick, serverNow);
}

interface InstantProps {
  /** ISO 8601. */
  readonly at: string;
  /** Both on one line, or one below the other. */
  readonly inline?: boolean;
  /** Past its time and still waiting. */
  readonly overdue?: boolean;
}

export function Instant({ at, inline = false }: InstantProps) {
  const ms = Date.parse(at);
  // Renders again only when the words change, not every second.
  const words = useSyncExternalStore(onTick, () => `${relativeWords(ms, serverNow())}|${absoluteWords(ms, serverNow())}`);
  const [relative, absolute] = words.split('|');
  if (inline) {
    return (
      <Tooltip label={fullWords(ms)} openDelay={300}>
        <time dateTime={at} className="figures">
          {absolute} <span style={{ color: 'var(--ink-soft)' }}>({relative})</span>
        </time>
      </Tooltip>
    );
  }
  return (
    <Tooltip label={fullWords(ms)} openDelay={300} position="bottom-start">
      <Stack gap={0} component="time" dateTime={at} className="figures">
        <Text span size="sm" fw={550} truncate>
          {relative}
        </Text>
        <Text span size="xs" c="dimmed" truncate>
          {absolute}
        </Text>
      </Stack>
    </Tooltip>
  );
}
