/** Follow-ups of one person, each with what became of it in a sentence, and what would change that. */
import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { ToldFollowUp } from '../api/types.ts';
import { originOf } from '../follow-ups/row-facts.ts';
import { ChannelMark } from '../parts/channel-mark.tsx';
import { StateMark } from '../parts/state-mark.tsx';

interface ToldFollowUpsProps {
  readonly title: string;
  readonly items: readonly ToldFollowUp[];
  readonly empty: string;
}

export function ToldFollowUps({ title, items, empty }: ToldFollowUpsProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id}>
        {title}
      </Title>
      {items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {items.map((item) => (
            <Told key={item.followUp.id} item={item} />
          ))}
        </Stack>
      )}
    </section>
  );
}

function Told({ item: { followUp, summary, wouldSendIf } }: { readonly item: ToldFollowUp }) {
  const { name, step } = originOf(followUp);
  return (
    <Paper withBorder radius="lg" p="md" component="li">
      <Group justify="space-between" wrap="nowrap" gap="sm" mb={6}>
        <Group gap={8} wrap="nowrap" miw={0}>
          <ChannelMark channel={followUp.channel} iconOnly size={17} />
          <Text size="sm" fw={600} truncate>
            <Link
              to="/follow-ups"
              search={{ view: 'all', open: followUp.id }}
              style={{ color: 'var(--mantine-color-anchor)' }}
            >
              {name} · {step}
            </Link>
          </Text>
        </Group>
        <StateMark state={followUp.state} />
      </Group>
      <Text size="sm">{summary}</Text>
      {wouldSendIf !== null && (
        <Text size="sm" c="dimmed" mt={4}>
          It would be sent if {wouldSendIf}.
        </Text>
      )}
    </Paper>
  );
}
