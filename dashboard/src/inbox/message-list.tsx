/** The messages, one below the other, the latest first, as a phone or a mail program lists them. */
import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { serverNow } from '../api/clock.ts';
import type { SandboxMessage } from '../api/types.ts';
import { ChannelMark } from '../parts/channel-mark.tsx';
import { fullWords, listWords } from '../words/times.ts';
import classes from './inbox.module.css';

interface MessageListProps {
  /** Undefined while they are loading. */
  readonly items: readonly SandboxMessage[] | undefined;
  readonly chosenId: string | undefined;
  readonly faded: boolean;
}

export function MessageList({ items, chosenId, faded }: MessageListProps) {
  return (
    <ul className={classes.items} aria-label="Messages, the latest first" aria-busy={!items} data-faded={faded}>
      {items
        ? items.map((item) => <Item key={item.id} item={item} isChosen={item.id === chosenId} />)
        : [1, 2, 3, 4, 5, 6].map((row) => (
            <li key={row} className={classes.item}>
              <Group gap="sm" wrap="nowrap">
                <Skeleton circle height={36} />
                <Stack gap={8} flex={1}>
                  <Skeleton height={12} width="60%" />
                  <Skeleton height={10} width="85%" />
                </Stack>
              </Group>
            </li>
          ))}
    </ul>
  );
}

function Item({ item, isChosen }: { readonly item: SandboxMessage; readonly isChosen: boolean }) {
  const { id, channel, address, subject, text, createdAt } = item;
  const at = Date.parse(createdAt);
  return (
    <li className={classes.item} data-chosen={isChosen}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ChannelMark channel={channel} iconOnly />
        <Stack gap={1} flex={1} miw={0}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text span size="sm" truncate>
              <Link
                to="/inbox"
                search={{ message: id }}
                className={classes.link}
                {...(isChosen && { 'aria-current': true as const })}
              >
                {address}
              </Link>
            </Text>
            <Text size="xs" c="dimmed" className="figures" style={{ flex: 'none' }}>
              <time dateTime={createdAt} title={fullWords(at)}>
                {listWords(at, serverNow())}
              </time>
            </Text>
          </Group>
          {subject !== null && (
            <Text size="sm" truncate>
              {subject}
            </Text>
          )}
          <Text size="sm" c="dimmed" lineClamp={subject === null ? 2 : 1}>
            {text}
          </Text>
        </Stack>
      </Group>
    </li>
  );
}
