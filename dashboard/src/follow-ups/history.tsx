/** Every decision and every call, in the order of time, with what was known when it was taken. */
import { Code, Text, Timeline } from '@mantine/core';
import type { Decision, Explanation } from '../api/types.ts';
import { Instant } from '../parts/instant.tsx';

interface Entry {
  readonly key: string;
  readonly at: string;
  readonly text: string;
  readonly color: string;
  readonly note: string | null;
  readonly facts: Record<string, unknown> | null;
}

export function History({ explanation }: { readonly explanation: Explanation }) {
  return <Entries entries={entriesOf(explanation)} />;
}

/** Decisions alone, in the order in which they are given. */
export function Decisions({ decisions }: { readonly decisions: readonly Decision[] }) {
  return <Entries entries={decisions.map(decisionEntry)} />;
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <Timeline bulletSize={14} lineWidth={2}>
      {entries.map(({ key, at, text, color, note, facts }) => (
        <Timeline.Item
          key={key}
          bullet={<span />}
          color={color}
          styles={{ itemBullet: { background: color, borderColor: color } }}
        >
          <Text size="sm" mt={-3}>
            {text}
          </Text>
          {note !== null && (
            <Text size="sm" c="dimmed">
              {note}
            </Text>
          )}
          <Text size="xs" c="dimmed" component="div">
            <Instant at={at} inline />
          </Text>
          {facts !== null && (
            <details style={{ marginTop: 4 }}>
              <Text component="summary" size="xs" c="dimmed" style={{ cursor: 'pointer' }}>
                What was known
              </Text>
              <Code block mt={4}>
                {JSON.stringify(facts, null, 2)}
              </Code>
            </details>
          )}
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

const colors: Readonly<Record<string, string>> = {
  sent: 'var(--good)',
  accepted: 'var(--good)',
  ended: 'var(--good)',
  dead_letter: 'var(--bad)',
  refused: 'var(--bad)',
  unknown: 'var(--warn)',
  deferred: 'var(--wait)',
  moved: 'var(--wait)',
};

function entriesOf({ followUp, decisions, attempts }: Explanation): readonly Entry[] {
  const planned: Entry = {
    key: 'planned',
    at: followUp.createdAt,
    text: followUp.sequenceKey === null ? 'Scheduled.' : `Planned by the sequence ${followUp.sequenceKey}.`,
    color: 'var(--calm)',
    note: null,
    facts: null,
  };
  const calls = attempts.map(({ number, at, text, outcome, senderKey, durationMs }): Entry => {
    const took = durationMs === null ? '' : `, ${Math.round(durationMs)} ms`;
    const note = senderKey === null ? null : `through ${senderKey}${took}`;
    return { key: `call ${number}`, at, text, color: colorOf(outcome), note, facts: null };
  });
  return [planned, ...calls, ...decisions.map(decisionEntry)].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function decisionEntry({ at, kind, text, rule, source, facts }: Decision, index: number): Entry {
  const known = facts !== null && Object.keys(facts).length > 0 ? facts : null;
  const note = rule === null ? null : source === null ? rule : `${rule}: ${source}`;
  return { key: `decision ${index}`, at, text, color: colorOf(kind), note, facts: known };
}

function colorOf(kind: string): string {
  return colors[kind] ?? 'var(--ink-soft)';
}
