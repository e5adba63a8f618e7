/** The list on a narrow screen: one card below the other, each a link to all about it. */
import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { FollowUp } from '../api/types.ts';
import { ChannelMark } from '../parts/channel-mark.tsx';
import { Instant } from '../parts/instant.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { type View, viewNames } from '../words/states.ts';
import type { FollowUpRowsProps } from './follow-up-table.tsx';
import classes from './follow-ups.module.css';
import { contactName, dueBefore, instantOf, originOf, whyOf } from './row-facts.ts';
import type { FollowUpSearch } from './search.ts';

export function FollowUpCards({ items, view, search, faded }: FollowUpRowsProps) {
  return (
    <ul className={classes.cards} aria-label={`${viewNames[view]} follow-ups`} data-faded={faded} aria-busy={!items}>
      {items
        ? items.map((item) => <Card key={item.id} item={item} view={view} search={search} />)
        : [1, 2, 3, 4, 5].map((card) => (
            <li key={card} className={classes.card}>
              <Skeleton height={13} width="55%" mb={10} />
              <Skeleton height={11} width="80%" mb={10} />
              <Skeleton height={11} width="40%" />
            </li>
          ))}
    </ul>
  );
}

function Card({
  item,
  view,
  search,
}: {
  readonly item: FollowUp;
  readonly view: View;
  readonly search: FollowUpSearch;
}) {
  const { name, step } = originOf(item);
  const reason = whyOf(item);
  return (
    <li className={classes.card} data-open={search.open === item.id}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ChannelMark channel={item.channel} iconOnly size={17} />
        <Stack gap={3} flex={1} miw={0}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text span truncate>
              <Link to="/follow-ups" search={{ ...search, open: item.id }} className={classes.link}>
                {contactName(item)}
              </Link>
            </Text>
            <StateMark state={item.state} />
          </Group>
          <Text size="sm" c="dimmed" truncate>
            {name} · {step}
          </Text>
          <Text size="sm" component="div">
            <Instant at={instantOf(item, view)} due={dueBefore(item, view)} inline />
          </Text>
          {reason !== null && (
            <Text size="sm" c="dimmed" lineClamp={2}>
              {reason}
            </Text>
          )}
        </Stack>
      </Group>
    </li>
  );
}
