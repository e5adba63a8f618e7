/** All about one follow-up, at the side of the list: what became of it and why, what can be done, its timeline. */
import { Drawer, Skeleton, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { explanationQuery } from '../api/queries.ts';
import { FaultNotice } from '../parts/fault-notice.tsx';
import { FollowUpDetails } from './follow-up-details.tsx';
import { contactName } from './row-facts.ts';

const route = getRouteApi('/signed-in/follow-ups');

export function FollowUpDrawer() {
  const { open, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  // While it closes, what it shows stays.
  const lastId = useRef(open);
  if (open !== undefined) lastId.current = open;
  const id = open ?? lastId.current ?? '';
  const { data, error, refetch, isFetching } = useQuery({ ...explanationQuery(id), enabled: open !== undefined });
  return (
    <Drawer
      opened={open !== undefined}
      onClose={() => navigate({ search, replace: true })}
      position="right"
      size={isPhone ? '100%' : 520}
      title={data ? contactName(data.followUp) : 'Follow-up'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 160 }}
      styles={{
        title: { fontSize: 'var(--mantine-h3-font-size)', fontWeight: 650 },
        header: { background: 'var(--surface)' },
        content: { background: 'var(--surface)' },
      }}
    >
      {error && !data ? (
        <FaultNotice title="This follow-up could not be loaded" error={error} onRetry={refetch} retrying={isFetching} />
      ) : data ? (
        <FollowUpDetails key={id} explanation={data} />
      ) : (
        <Stack aria-busy>
          <Skeleton height={76} radius="md" />
          <Skeleton height={36} width={180} radius="md" />
          <Skeleton height={160} radius="md" />
          <Skeleton height={200} radius="md" />
        </Stack>
      )}
    </Drawer>
  );
}
