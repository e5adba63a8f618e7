/** What the drawer says: the state in a sentence, what happens next, what would have to change, the facts, the timeline. */
import { Button, DataList, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Explanation, FollowUp } from '../api/types.ts';
import { Instant } from '../parts/instant.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { useMay, useSession } from '../session/use-session.ts';
import { channelNames } from '../words/channels.ts';
import { type Verb, verbsFor } from '../words/states.ts';
import { actionWords } from './action-words.ts';
import { ConfirmAction } from './confirm-action.tsx';
import { History } from './history.tsx';
import { MessageText } from './message-text.tsx';
import { contactName, originOf } from './row-facts.ts';

export function FollowUpDetails({ explanation }: { readonly explanation: Explanation }) {
  const { followUp, summary, next, wouldSendIf } = explanation;
  return (
    <Stack gap="lg" pb="xl">
      <Paper withBorder radius="md" p="md" bg="var(--ground)" component="section" aria-label="What became of it">
        <Stack gap={8}>
          <StateMark state={followUp.state} size="md" />
          <Text size="sm">{summary}</Text>
          <Text size="sm">
            <Text span inherit fw={600}>
              Next:{' '}
            </Text>
            {next}
          </Text>
          {wouldSendIf !== null && (
            <Text size="sm">
              <Text span inherit fw={600}>
                It would be sent if{' '}
              </Text>
              {wouldSendIf}.
            </Text>
          )}
        </Stack>
      </Paper>
      <Actions followUp={followUp} />
      <MessageText followUp={followUp} />
      <Facts followUp={followUp} />
      <section aria-labelledby="history-title">
        <Title order={3} size="h5" mb="md" id="history-title">
          Timeline
        </Title>
        <History explanation={explanation} />
      </section>
    </Stack>
  );
}

function Actions({ followUp }: { readonly followUp: FollowUp }) {
  const [asked, setAsked] = useState<Verb>();
  const [isAsking, setAsking] = useState(false);
  const may = useMay('send');
  const session = useSession();
  const possible = verbsFor(followUp.state);
  const verbs = may ? possible : [];
  if (verbs.length === 0 && !isAsking) {
    return possible.length === 0 || !session ? null : (
      <Text size="sm" c="dimmed">
        {session.operator ? 'As a viewer you can look, and change nothing.' : 'This key can look, and change nothing.'}
      </Text>
    );
  }
  return (
    <Group gap="sm">
      {verbs.map((verb) => {
        const { name, icon: Icon, isDestructive } = actionWords(verb, followUp);
        return (
          <Button
            key={verb}
            variant={isDestructive ? 'default' : 'filled'}
            {...(isDestructive && { c: 'var(--bad)' })}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => {
              setAsked(verb);
              setAsking(true);
            }}
          >
            {name}
          </Button>
        );
      })}
      {asked && <ConfirmAction followUp={followUp} verb={asked} opened={isAsking} onClose={() => setAsking(false)} />}
    </Group>
  );
}

function Facts({ followUp }: { readonly followUp: FollowUp }) {
  const { name, step } = originOf(followUp);
  const { channel, dueAt, queueAt, retryAt, endedAt, category, attempts, contactId, id } = followUp;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ['Due', <Instant key="due" at={dueAt} inline />],
    ...(queueAt !== null && queueAt !== dueAt
      ? [[retryAt === null ? 'Put off to' : 'Tried again', <Instant key="put" at={queueAt} inline />] as const]
      : []),
    ...(endedAt !== null ? [['Ended', <Instant key="ended" at={endedAt} inline />] as const] : []),
    ['Channel', channelNames[channel]],
    ['Sequence', followUp.sequenceKey === null ? name : `${name}, version ${followUp.sequenceVersion}`],
    ...(followUp.sequenceKey === null ? [] : [['Step', step] as const]),
    ['Category', category],
    ['Attempts', attempts],
    [
      'Contact',
      <Link
        key="contact"
        to="/contacts/$ref"
        params={{ ref: contactId }}
        style={{ color: 'var(--mantine-color-anchor)' }}
      >
        {contactName(followUp)}
      </Link>,
    ],
    [
      'Id',
      <Text key="id" span ff="monospace" size="xs" style={{ overflowWrap: 'anywhere' }}>
        {id}
      </Text>,
    ],
  ];
  return (
    <DataList labelWidth="104px" gap={8}>
      {facts.map(([label, value]) => (
        <DataList.Item key={label}>
          <DataList.ItemLabel>{label}</DataList.ItemLabel>
          <DataList.ItemValue>{value}</DataList.ItemValue>
        </DataList.Item>
      ))}
    </DataList>
  );
}
