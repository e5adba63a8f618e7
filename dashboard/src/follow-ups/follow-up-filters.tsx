/** Narrows the list by state and by channel. */
import { Button, Group, NativeSelect } from '@mantine/core';
import { IconSelector, IconX } from '@tabler/icons-react';
import type { Channel, FollowUpState } from '../api/types.ts';
import { channelNames, channels } from '../words/channels.ts';
import { stateNames, statesOf } from '../words/states.ts';
import type { FollowUpSearch } from './search.ts';

interface FiltersProps {
  readonly search: FollowUpSearch;
  readonly onChange: (search: FollowUpSearch) => void;
}

export function FollowUpFilters({ search, onChange }: FiltersProps) {
  const { view = 'upcoming', state, channel } = search;
  const states = statesOf[view];
  return (
    <Group mb="md" gap="sm" wrap="nowrap">
      {states.length > 1 && (
        <NativeSelect
          aria-label="State"
          flex="0 1 190px"
          miw={0}
          size="sm"
          rightSection={<IconSelector size={16} aria-hidden />}
          value={state ?? ''}
          onChange={({ target: { value } }) => onChange(withState(search, value))}
          data={[{ value: '', label: 'Every state' }, ...states.map((value) => ({ value, label: stateNames[value] }))]}
        />
      )}
      <NativeSelect
        aria-label="Channel"
        flex="0 1 170px"
        miw={0}
        size="sm"
        rightSection={<IconSelector size={16} aria-hidden />}
        value={channel ?? ''}
        onChange={({ target: { value } }) => onChange(withChannel(search, value))}
        data={[
          { value: '', label: 'Every channel' },
          ...channels.map((value) => ({ value, label: channelNames[value] })),
        ]}
      />
      {(state || channel) && (
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          px="xs"
          flex="none"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => onChange({ view })}
        >
          Clear
        </Button>
      )}
    </Group>
  );
}

function withState({ state: _, ...rest }: FollowUpSearch, value: string): FollowUpSearch {
  return value === '' ? rest : { ...rest, state: value as FollowUpState };
}

function withChannel({ channel: _, ...rest }: FollowUpSearch, value: string): FollowUpSearch {
  return value === '' ? rest : { ...rest, channel: value as Channel };
}
