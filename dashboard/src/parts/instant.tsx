/** An instant: how far away it is, counting, and when it is on the viewer's clock. */
import { Text, Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { onTick, serverNow } from '../api/clock.ts';
import { absoluteWords, fullWords, relativeWords } from '../words/times.ts';

interface InstantProps {
  /** ISO 8601. */
  readonly at: string;
  /** Both on one line, or one below the other. */
  readonly inline?: boolean;
}

export function Instant({ at, inline = false }: InstantProps) {
  const ms = Date.parse(at);
  // Renders again only when the words change, not every second.
  const words = useSyncExternalStore(
    onTick,
    () => `${relativeWords(ms, serverNow())}|${absoluteWords(ms, serverNow())}`,
  );
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
      <time dateTime={at} className="figures" style={{ display: 'block' }}>
        <Text span display="block" size="sm" fw={550} truncate>
          {relative}
        </Text>
        <Text span display="block" size="xs" c="dimmed" truncate>
          {absolute}
        </Text>
      </time>
    </Tooltip>
  );
}
