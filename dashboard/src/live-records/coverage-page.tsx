/** Is anybody forgotten? How many live leads, conversations and appointments nobody sees to, and which, and why. */
import { Box, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { coverageQuery, uncoveredQuery } from '../api/queries.ts';
import type { Coverage, UncoveredRecord } from '../api/types.ts';
import { FaultNotice } from '../parts/fault-notice.tsx';
import { Instant } from '../parts/instant.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { Pager } from '../parts/pager.tsx';
import { StaleNotice } from '../parts/stale-notice.tsx';
import { causeWords, typeNames } from './cause-words.ts';

export function CoveragePage() {
  usePageTitle('Coverage');
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const counts = useQuery(coverageQuery());
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery(uncoveredQuery(cursors.at(-1)));
  return (
    <Box maw={860} mx="auto" px={{ base: 14, sm: 24 }} py={{ base: 18, sm: 28 }}>
      <Title order={1} size="h2" mb="md">
        Coverage
      </Title>
      {counts.data && <Counts coverage={counts.data} />}
      {error && !data ? (
        <FaultNotice title="The list could not be loaded" error={error} onRetry={refetch} retrying={isFetching} />
      ) : data ? (
        <section aria-label="Nobody sees to these">
          {data.items.length > 0 && (
            <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
              {data.items.map((item) => (
                <Uncovered key={`${item.type} ${item.key}`} item={item} />
              ))}
            </Stack>
          )}
          {data.items.length === 0 && data.nextCursor === null && cursors.length === 0 && (
            <Text size="sm" c="dimmed">
              Nothing at this moment.
            </Text>
          )}
          <Pager
            page={cursors.length + 1}
            count={data.items.length}
            hasNext={!isPlaceholderData && data.nextCursor !== null}
            onPrevious={() => setCursors(cursors.slice(0, -1))}
            onNext={() => data.nextCursor && setCursors([...cursors, data.nextCursor])}
          />
        </section>
      ) : (
        <Skeleton height={160} radius="lg" />
      )}
      <StaleNotice error={data && error} />
    </Box>
  );
}

function Counts({ coverage: { live, uncovered, auditedAt } }: { readonly coverage: Coverage }) {
  return (
    <Paper withBorder radius="lg" p="md" mb="lg" component="section" aria-label="How many">
      <Group gap="sm" align="baseline">
        <Text fz={32} fw={700} lh={1} c={uncovered > 0 ? 'var(--warn)' : 'var(--good)'} className="figures">
          {uncovered}
        </Text>
        <Text size="sm">of {live} live leads, conversations and appointments are seen to by nobody</Text>
      </Group>
      <Text size="xs" c="dimmed" mt={6} component="div">
        Counted <Instant at={auditedAt} inline />; the list below is as of now.
      </Text>
    </Paper>
  );
}

function Uncovered({
  item: { type, key, contactId, contactName, cause, since, sequenceKey },
}: {
  readonly item: UncoveredRecord;
}) {
  return (
    <Paper withBorder radius="lg" p="md" component="li">
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {typeNames[type]} {key} ·{' '}
        <Link to="/contacts/$ref" params={{ ref: contactId }} style={{ color: 'var(--mantine-color-anchor)' }}>
          {contactName ?? `Contact ${contactId.slice(-6)}`}
        </Link>
      </Text>
      <Text size="sm" mt={4}>
        {causeWords[cause]}
        {sequenceKey !== null && ` (${sequenceKey})`}
      </Text>
      <Text size="xs" c="dimmed" mt={2} component="div">
        since <Instant at={since} inline />
      </Text>
    </Paper>
  );
}
