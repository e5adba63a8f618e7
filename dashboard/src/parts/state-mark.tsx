/** The state of a follow-up: a sign with a colour, and its name, so that neither is needed to read the other. */
import { Group, Text } from '@mantine/core';
import {
  IconBan,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconClock,
  IconExclamationCircle,
  IconHandStop,
  IconPlayerSkipForward,
  IconQuestionMark,
  IconSend,
  type TablerIcon,
} from '@tabler/icons-react';
import type { FollowUpState } from '../api/types.ts';
import { stateNames } from '../words/states.ts';

const marks: Readonly<Record<FollowUpState, { readonly icon: TablerIcon; readonly color: string }>> = {
  awaiting_approval: { icon: IconHandStop, color: 'var(--wait)' },
  scheduled: { icon: IconClock, color: 'var(--calm)' },
  claimed: { icon: IconCircleDashed, color: 'var(--busy)' },
  calling: { icon: IconSend, color: 'var(--busy)' },
  sent: { icon: IconCircleCheckFilled, color: 'var(--good)' },
  unknown: { icon: IconQuestionMark, color: 'var(--warn)' },
  dead_letter: { icon: IconExclamationCircle, color: 'var(--bad)' },
  skipped: { icon: IconPlayerSkipForward, color: 'var(--ink-soft)' },
  cancelled: { icon: IconBan, color: 'var(--ink-soft)' },
};

export function StateMark({ state, size = 'sm' }: { readonly state: FollowUpState; readonly size?: 'sm' | 'md' }) {
  const { icon: Icon, color } = marks[state];
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={size === 'sm' ? 17 : 20} stroke={1.8} color={color} aria-hidden style={{ flex: 'none' }} />
      <Text span size={size} fw={550} truncate>
        {stateNames[state]}
      </Text>
    </Group>
  );
}
