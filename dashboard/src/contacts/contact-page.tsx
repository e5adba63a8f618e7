/** One person: may they be written to, what is planned, what was sent, what was held back and why, and every decision. */
import { Box, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { contactExplanationQuery } from '../api/queries.ts';
import type { ContactExplanation } from '../api/types.ts';
import { Decisions } from '../follow-ups/history.tsx';
import { FaultNotice } from '../parts/fault-notice.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { Pager } from '../parts/pager.tsx';
import { StaleNotice } from '../parts/stale-notice.tsx';
import { ToldFollowUps } from './told-follow-ups.tsx';

const route = getRouteApi('/signed-in/contacts/$ref');

export function ContactPage() {
  const { ref } = route.useParams();
  // What was leafed to belongs to one person.
  return <Contact key={ref} reference={ref} />;
}

function Contact({ reference }: { readonly reference: string }) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery(
    contactExplanationQuery(reference, cursors.at(-1)),
  );
  const name = data ? nameOf(data) : 'Contact';
  usePageTitle(name);
  return (
    <Box maw={860} mx="auto" px={{ base: 14, sm: 24 }} py={{ base: 18, sm: 28 }}>
      <Title order={1} size="h2" mb="md" style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Title>
      {error && !data ? (
        <FaultNotice title="This contact could not be loaded" error={error} onRetry={refetch} retrying={isFetching} />
      ) : data ? (
        <Stack gap="xl" pb="xl">
          <Paper withBorder radius="lg" p="md" component="section" aria-label="Where things stand">
            <Stack gap={6}>
              {data.summary.map((sentence) => (
                <Text key={sentence} size="sm" style={{ overflowWrap: 'anywhere' }}>
                  {sentence}
                </Text>
              ))}
            </Stack>
          </Paper>
          <ToldFollowUps title="Planned" items={data.planned} empty="Nothing is planned." />
          <ToldFollowUps title="Held back" items={data.heldBack} empty="Nothing was held back." />
          <ToldFollowUps title="Sent" items={data.sent} empty="Nothing was sent." />
          <section aria-labelledby="decisions-title">
            <Title order={2} size="h4" mb="sm" id="decisions-title">
              Every decision
            </Title>
            <Paper withBorder radius="lg">
              <Box p="md">
                <Decisions decisions={data.items} />
              </Box>
              <Pager
                page={cursors.length + 1}
                count={data.items.length}
                hasNext={!isPlaceholderData && data.nextCursor !== null}
                onPrevious={() => setCursors(cursors.slice(0, -1))}
                onNext={() => data.nextCursor && setCursors([...cursors, data.nextCursor])}
                names={{ previous: 'Newer', next: 'Older' }}
              />
            </Paper>
          </section>
        </Stack>
      ) : (
        <Stack aria-busy>
          <Skeleton height={76} radius="lg" />
          <Skeleton height={160} radius="lg" />
          <Skeleton height={200} radius="lg" />
        </Stack>
      )}
      <StaleNotice error={data && error} />
    </Box>
  );
}

function nameOf({ contact: { name, key, id } }: ContactExplanation): string {
  return name ?? key ?? `Contact ${id.slice(-6)}`;
}
