/** What stands at this moment, and who was told. */
import { Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { standingAlertsQuery } from '../api/alerts.ts';
import type { StandingAlert } from '../api/types.ts';
import { FaultNotice } from '../parts/fault-notice.tsx';
import { Instant } from '../parts/instant.tsx';
import { Pager } from '../parts/pager.tsx';
import { isOver, levelNames, toldInWords } from './alert-words.ts';

/** @param isLooked does anybody look? Where nobody is told, nobody does */
export function StandingAlerts({ isLooked }: { readonly isLooked: boolean }) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery(standingAlertsQuery(cursors.at(-1)));
  return (
    <section aria-labelledby="standing-title">
      <Title order={2} size="h4" mb="sm" id="standing-title">
        At this moment
      </Title>
      {error && !data ? (
        <FaultNotice title="The list could not be loaded" error={error} onRetry={refetch} retrying={isFetching} />
      ) : !data ? (
        <Skeleton height={80} radius="lg" />
      ) : data.items.length === 0 && cursors.length === 0 ? (
        <Text size="sm" c="dimmed">
          {isLooked ? 'Nothing stands: all is as it should be.' : 'Nobody is told yet, so nothing is looked at.'}
        </Text>
      ) : (
        <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {data.items.map((alert) => (
            <Standing key={`${alert.kind} ${alert.sender}`} alert={alert} />
          ))}
        </Stack>
      )}
      {data && (cursors.length > 0 || data.nextCursor !== null) && (
        <Pager
          page={cursors.length + 1}
          count={data.items.length}
          hasNext={!isPlaceholderData && data.nextCursor !== null}
          onPrevious={() => setCursors(cursors.slice(0, -1))}
          onNext={() => data.nextCursor && setCursors([...cursors, data.nextCursor])}
        />
      )}
    </section>
  );
}

const marks = {
  warning: { icon: IconAlertTriangle, color: 'var(--warn)', name: levelNames.warning },
  critical: { icon: IconExclamationCircle, color: 'var(--bad)', name: levelNames.critical },
  over: { icon: IconCircleCheck, color: 'var(--good)', name: 'Over' },
} as const;

function Mark({ of }: { readonly of: keyof typeof marks }) {
  const { icon: Icon, color, name } = marks[of];
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={17} stroke={1.8} color={color} aria-hidden style={{ flex: 'none' }} />
      <Text span size="sm" fw={600} c={color}>
        {name}
      </Text>
    </Group>
  );
}

function Standing({ alert }: { readonly alert: StandingAlert }) {
  const { level, text, since, seenAt, told } = alert;
  return (
    <Paper withBorder radius="lg" p="md" component="li">
      <Mark of={isOver(alert) ? 'over' : level} />
      <Text size="sm" mt={4} style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      <Text size="xs" c="dimmed" mt={4} component="div">
        since <Instant at={since} inline />, last there <Instant at={seenAt} inline />
      </Text>
      {told.map((one) => (
        <Text key={one.target} size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
          {one.target}: {toldInWords(one)} <Instant at={one.at} inline />
          {one.detail !== null && ` (${one.detail})`}
        </Text>
      ))}
    </Paper>
  );
}
