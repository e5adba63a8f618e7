/** An instant: how far away it is, counting, and when it is on the viewer's clock. */
import { Text, Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { onTick, serverNow } from '../api/clock.ts';
import { absoluteWords, fullWords, listWords, relativeWords } from '../words/times.ts';

interface InstantProps {
  /** ISO 8601. */
  readonly at: string;
  /** When it was meant to be, where that is not the same: ISO 8601. */
  readonly due?: string | null;
  /** Both on one line, or one below the other. */
  readonly inline?: boolean;
}

export function Instant({ at, due = null, inline = false }: InstantProps) {
  const ms = Date.parse(at);
  const dueMs = due === null ? ms : Date.parse(due);
  // Renders again only when the words change, not every second.
  const words = useSyncExternalStore(onTick, () => {
    const now = serverNow();
    const meant = dueMs === ms ? '' : `, due ${listWords(dueMs, now)}`;
    return `${relativeWords(ms, now)}|${absoluteWords(ms, now)}|${meant}`;
  });
  const [relative, absolute, meant] = words.split('|');
  const label = dueMs === ms ? fullWords(ms) : `${fullWords(ms)}; due ${fullWords(dueMs)}`;
  if (inline) {
    return (
      <Tooltip label={label} openDelay={300}>
        <time dateTime={at} className="figures">
          {absolute}{' '}
          <span style={{ color: 'var(--ink-soft)' }}>
            ({relative}){meant}
          </span>
        </time>
      </Tooltip>
    );
  }
  return (
    <Tooltip label={label} openDelay={300} position="bottom-start">
      <time dateTime={at} className="figures" style={{ display: 'block' }}>
        <Text span display="block" size="sm" fw={550} truncate>
          {relative}
        </Text>
        <Text span display="block" size="xs" c="dimmed" truncate>
          {absolute}
          {meant}
        </Text>
      </time>
    </Tooltip>
  );
}
