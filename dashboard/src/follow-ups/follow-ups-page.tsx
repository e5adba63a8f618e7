/** The follow-ups: what goes out next, what failed, what went out. Keeps itself up to date while it is looked at. */
import { Box, Group, Paper, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { followUpsQuery } from '../api/queries.ts';
import { FaultNotice } from '../parts/fault-notice.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { Pager } from '../parts/pager.tsx';
import { StaleNotice } from '../parts/stale-notice.tsx';
import { viewNames } from '../words/states.ts';
import { useAnnouncedChanges } from './announced-changes.ts';
import { FollowUpCards } from './follow-up-cards.tsx';
import { FollowUpDrawer } from './follow-up-drawer.tsx';
import { FollowUpFilters } from './follow-up-filters.tsx';
import { FollowUpTable } from './follow-up-table.tsx';
import classes from './follow-ups.module.css';
import { NothingHere } from './nothing-here.tsx';
import { type FollowUpSearch, queryOf } from './search.ts';
import { ViewTabs } from './view-tabs.tsx';

const route = getRouteApi('/signed-in/follow-ups');

export function FollowUpsPage() {
  const search = route.useSearch();
  const { view = 'upcoming', state, channel } = search;
  usePageTitle(`${viewNames[view]} follow-ups`);
  const navigate = route.useNavigate();
  const isNarrow = useMediaQuery('(max-width: 56em)', undefined, { getInitialValueInEffect: false });

  // The cursors of the pages before this one; another list begins anew.
  const list = `${view}/${state}/${channel}`;
  const [pages, setPages] = useState({ list, cursors: [] as readonly string[] });
  const cursors = pages.list === list ? pages.cursors : [];
  const query = useQuery(followUpsQuery(queryOf(search, cursors.at(-1))));
  const { data, error, isPending, isPlaceholderData, refetch, isFetching } = query;
  useAnnouncedChanges(data?.items, list, isPlaceholderData);

  const change = (next: FollowUpSearch) => navigate({ search: next, replace: true });
  const rows = { items: data?.items, view, search, faded: isPlaceholderData };
  return (
    <Box className={classes.page}>
      <Group justify="space-between" align="baseline" mb="md">
        <Title order={1} size="h2">
          Follow-ups
        </Title>
        <Text size="sm" c="dimmed" visibleFrom="sm">
          Refreshed every two seconds
        </Text>
      </Group>
      <ViewTabs view={view} onChange={(next) => change({ ...(channel && { channel }), view: next })} />
      <FollowUpFilters search={search} onChange={change} />
      <Paper
        withBorder
        radius="lg"
        className={classes.surface}
        role="tabpanel"
        id="follow-ups-panel"
        aria-labelledby={`tab-${view}`}
      >
        {error && !data ? (
          <FaultNotice
            title="The follow-ups could not be loaded"
            error={error}
            onRetry={refetch}
            retrying={isFetching}
          />
        ) : data?.items.length === 0 ? (
          <NothingHere search={search} onClear={() => change({ view })} />
        ) : isNarrow ? (
          <FollowUpCards {...rows} />
        ) : (
          <FollowUpTable {...rows} />
        )}
        <Pager
          page={cursors.length + 1}
          count={data?.items.length}
          hasNext={!isPending && !isPlaceholderData && data?.nextCursor !== null}
          onPrevious={() => setPages({ list, cursors: cursors.slice(0, -1) })}
          onNext={() => data?.nextCursor && setPages({ list, cursors: [...cursors, data.nextCursor] })}
        />
      </Paper>
      <StaleNotice error={data && error} />
      <FollowUpDrawer />
    </Box>
  );
}
