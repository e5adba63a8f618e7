/** A channel: its sign, and its name beside it or for screen readers. */
import { Group, Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import {
  IconBrandDiscord,
  IconBrandSlack,
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconHourglass,
  IconMail,
  IconMessage,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Channel } from '../api/types.ts';
import { channelNames } from '../words/channels.ts';

const icons: Readonly<Record<Channel | 'none', TablerIcon>> = {
  email: IconMail,
  sms: IconMessage,
  whatsapp: IconBrandWhatsapp,
  discord: IconBrandDiscord,
  slack: IconBrandSlack,
  telegram: IconBrandTelegram,
  webhook: IconWebhook,
  none: IconHourglass,
};

interface ChannelMarkProps {
  readonly channel: Channel | 'none';
  /** Only the sign is seen. */
  readonly iconOnly?: boolean;
  readonly size?: number;
}

export function ChannelMark({ channel, iconOnly = false, size = 18 }: ChannelMarkProps) {
  const Icon = icons[channel];
  const name = channelNames[channel];
  if (iconOnly) {
    return (
      <ThemeIcon variant="default" radius="xl" size={size * 2} style={{ color: 'var(--ink-soft)' }}>
        <Icon size={size} stroke={1.6} aria-hidden />
        <VisuallyHidden>{name}</VisuallyHidden>
      </ThemeIcon>
    );
  }
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={size} stroke={1.6} aria-hidden style={{ flex: 'none', color: 'var(--ink-soft)' }} />
      <Text span size="sm" truncate>
        {name}
      </Text>
    </Group>
  );
}
