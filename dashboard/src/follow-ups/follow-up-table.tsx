/** The list as a table. The link in a row's name spans the row; columns keep their width whatever comes in. */
import { Skeleton, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { FollowUp } from '../api/types.ts';
import { ChannelMark } from '../parts/channel-mark.tsx';
import { Instant } from '../parts/instant.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { type View, viewNames } from '../words/states.ts';
import { ActionMenu } from './action-menu.tsx';
import classes from './follow-ups.module.css';
import { contactName, dueBefore, instantNames, instantOf, originOf, whyOf } from './row-facts.ts';
import type { FollowUpSearch } from './search.ts';

export interface FollowUpRowsProps {
  /** Undefined while they are loading. */
  readonly items: readonly FollowUp[] | undefined;
  readonly view: View;
  readonly search: FollowUpSearch;
  /** What is shown belongs to the list before; the new one is on its way. */
  readonly faded: boolean;
}

export function FollowUpTable({ items, view, search, faded }: FollowUpRowsProps) {
  return (
    <Table
      layout="fixed"
      verticalSpacing={10}
      horizontalSpacing="md"
      className={classes.table}
      data-faded={faded}
      aria-busy={!items}
    >
      <caption className={classes.caption}>
        {viewNames[view]} follow-ups, one per row. Choose a name to see all about one.
      </caption>
      <thead>
        <tr>
          <th scope="col" className={classes.when}>
            {instantNames[view]}
          </th>
          <th scope="col">Contact</th>
          <th scope="col">Sequence and step</th>
          <th scope="col" className={classes.channel}>
            Channel
          </th>
          <th scope="col" className={classes.state}>
            State
          </th>
          <th scope="col" className={classes.more}>
            <span className={classes.unseen}>Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items
          ? items.map((item) => <Row key={item.id} item={item} view={view} search={search} />)
          : [1, 2, 3, 4, 5, 6, 7, 8].map((row) => <SkeletonRow key={row} />)}
      </tbody>
    </Table>
  );
}

function Row({
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
    <tr className={classes.row} data-open={search.open === item.id}>
      <td>
        <Instant at={instantOf(item, view)} due={dueBefore(item, view)} />
      </td>
      <th scope="row">
        <Link to="/follow-ups" search={{ ...search, open: item.id }} className={classes.link}>
          {contactName(item)}
        </Link>
        {item.contactName !== null && item.contactKey !== null && (
          <Text size="xs" c="dimmed" truncate>
            {item.contactKey}
          </Text>
        )}
      </th>
      <td>
        <Text size="sm" truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {step}
        </Text>
      </td>
      <td>
        <ChannelMark channel={item.channel} />
      </td>
      <td>
        <StateMark state={item.state} />
        {reason !== null && (
          <Text size="xs" c="dimmed" truncate title={reason}>
            {reason}
          </Text>
        )}
      </td>
      <td className={classes.more}>
        <ActionMenu followUp={item} />
      </td>
    </tr>
  );
}

function SkeletonRow() {
  return (
    <tr className={classes.row}>
      {[70, 60, 75, 50, 65].map((width) => (
        <td key={width}>
          <Skeleton height={12} width={`${width}%`} mb={8} />
          <Skeleton height={9} width={`${width * 0.7}%`} />
        </td>
      ))}
      <td />
    </tr>
  );
}
