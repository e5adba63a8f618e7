/** A list in pages on a card: loading, what went wrong, nothing there, or its rows. */
import { Paper, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { FaultNotice } from './fault-notice.tsx';
import { Pager } from './pager.tsx';

interface ItemPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

interface PagedListProps<Item> {
  /** For screen readers. */
  readonly name: string;
  /** What its pages are kept under. */
  readonly kind: string;
  readonly load: (cursor: string | undefined, signal: AbortSignal) => Promise<ItemPage<Item>>;
  readonly row: (item: Item) => ReactNode;
  readonly empty: string;
}

export function PagedList<Item extends { readonly id: string }>({
  name,
  kind,
  load,
  row,
  empty,
}: PagedListProps<Item>) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: [kind, cursors.at(-1)],
    queryFn: ({ signal }) => load(cursors.at(-1), signal),
  });
  if (error && !data) {
    return <FaultNotice title="This could not be loaded" error={error} onRetry={refetch} retrying={isFetching} />;
  }
  return (
    <Paper withBorder radius="lg" style={{ overflow: 'hidden' }}>
      {!data ? (
        <Stack p="md" aria-busy>
          <Skeleton height={36} />
          <Skeleton height={36} />
        </Stack>
      ) : data.items.length === 0 ? (
        <Text p="lg" size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <ul aria-label={name} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {data.items.map((item, index) => (
            <li key={item.id} style={index === 0 ? {} : { borderTop: '1px solid var(--line)' }}>
              {row(item)}
            </li>
          ))}
        </ul>
      )}
      <Pager
        page={cursors.length + 1}
        count={data?.items.length}
        hasNext={data !== undefined && data.nextCursor !== null}
        onPrevious={() => setCursors(cursors.slice(0, -1))}
        onNext={() => data?.nextCursor && setCursors([...cursors, data.nextCursor])}
      />
    </Paper>
  );
}
