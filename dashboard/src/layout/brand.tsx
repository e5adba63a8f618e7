/** The sign and the name. */
import { Group, Text } from '@mantine/core';

export function Brand({ size = 28 }: { readonly size?: number }) {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/icon.svg" alt="" width={size} height={size} />
      <Text span fw={700} style={{ fontSize: size * 0.68, letterSpacing: '-0.02em' }}>
        Relance
      </Text>
    </Group>
  );
}
