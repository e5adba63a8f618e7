/** The sandbox inbox: what would have reached people, as they would see it. A list at the left, the chosen message beside it. */
import { Box, EmptyState, Group, Paper, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { sandboxQuery } from '../api/queries.ts';
import type { SandboxMessage } from '../api/types.ts';
import { CodeSample } from '../parts/code-sample.tsx';
import { FaultNotice } from '../parts/fault-notice.tsx';
import { announce } from '../parts/live-region.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { Pager } from '../parts/pager.tsx';
import { StaleNotice } from '../parts/stale-notice.tsx';
import classes from './inbox.module.css';
import { MessageList } from './message-list.tsx';
import { MessageView } from './message-view.tsx';

const route = getRouteApi('/signed-in/inbox');

export function InboxPage() {
  usePageTitle('Sandbox inbox');
  const { message: chosenId } = route.useSearch();
  const navigate = route.useNavigate();
  const isNarrow = useMediaQuery('(max-width: 56em)', undefined, { getInitialValueInEffect: false });
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery(sandboxQuery(cursors.at(-1)));
  useAnnouncedArrivals(data?.items[0], cursors.length === 0);
  const chosen = useChosen(data?.items, chosenId);
  const list = (
    <Paper withBorder radius="lg" className={classes.list}>
      <MessageList items={data?.items} chosenId={chosenId} faded={isPlaceholderData} />
      <Pager
        page={cursors.length + 1}
        count={data?.items.length}
        hasNext={!isPlaceholderData && typeof data?.nextCursor === 'string'}
        onPrevious={() => setCursors(cursors.slice(0, -1))}
        onNext={() => data?.nextCursor && setCursors([...cursors, data.nextCursor])}
        names={{ previous: 'Newer', next: 'Older' }}
      />
    </Paper>
  );
  return (
    <Box className={classes.page}>
      {!(isNarrow && chosen) && (
        <Group justify="space-between" align="baseline" mb="md">
          <Title order={1} size="h2">
            Sandbox inbox
          </Title>
          <Text size="sm" c="dimmed">
            Nothing here has left this server
          </Text>
        </Group>
      )}
      {error && !data ? (
        <FaultNotice title="The inbox could not be loaded" error={error} onRetry={refetch} retrying={isFetching} />
      ) : data?.items.length === 0 && cursors.length === 0 ? (
        <NoMessages />
      ) : isNarrow ? (
        chosen ? (
          <MessageView message={chosen} onBack={() => navigate({ search: {} })} />
        ) : (
          list
        )
      ) : (
        <div className={classes.panes}>
          {list}
          {chosen ? <MessageView message={chosen} /> : <NothingChosen />}
        </div>
      )}
      <StaleNotice error={data && error} />
    </Box>
  );
}

/** The chosen message, also when newer ones have pushed it off the page. */
function useChosen(items: readonly SandboxMessage[] | undefined, id: string | undefined): SandboxMessage | undefined {
  const last = useRef<SandboxMessage>(undefined);
  const found = items?.find((it) => it.id === id);
  if (found) last.current = found;
  return last.current?.id === id ? last.current : undefined;
}

function useAnnouncedArrivals(newest: SandboxMessage | undefined, isFirstPage: boolean): void {
  const lastId = useRef<string>(undefined);
  useEffect(() => {
    if (!newest || !isFirstPage) return;
    if (lastId.current !== undefined && newest.id !== lastId.current) announce(`New message to ${newest.address}`);
    lastId.current = newest.id;
  }, [newest, isFirstPage]);
}

function NothingChosen() {
  return (
    <Paper withBorder radius="lg" className={classes.message}>
      <EmptyState
        py={120}
        icon={<IconInbox stroke={1.4} aria-hidden />}
        title="No message chosen"
        description="Choose one in the list to read it as its recipient would."
      />
    </Paper>
  );
}

/** Makes a sender whose messages land in the inbox. */
function sample(origin: string): string {
  return `curl -X PUT ${origin}/v1/senders/inbox \\
  -H "x-api-key: $KEY" \\
  --json '{"provider": "sandbox", "channel": "email"}'`;
}

function NoMessages() {
  return (
    <Paper withBorder radius="lg" className={classes.message}>
      <EmptyState
        py={56}
        icon={<IconInbox stroke={1.4} aria-hidden />}
        title="No messages yet"
        description="Messages that go through a sender of the provider “sandbox” land here instead of with people. Make one:"
      >
        <div style={{ width: 'min(620px, 100%)' }}>
          <CodeSample label="A command that makes a sandbox sender" code={sample(location.origin)} />
        </div>
      </EmptyState>
    </Paper>
  );
}
