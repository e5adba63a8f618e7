/** This tab shows another organization than the one that its operator acts in by now: it can only be loaded anew. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { hasMovedAway, onMove, shownOrganization } from '../session/shown-organization.ts';
import { useSession } from '../session/use-session.ts';

export function MovedNotice() {
  const hasMoved = useSyncExternalStore(onMove, hasMovedAway);
  const organizations = useSession()?.operator?.organizations ?? [];
  const shown = shownOrganization();
  const name = organizations.find(({ key }) => key === shown)?.name ?? shown;
  return (
    <Modal
      opened={hasMoved}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="You work in another organization now"
      centered
      radius="lg"
      styles={{ title: { fontWeight: 600, lineHeight: 1.35 } }}
    >
      <Stack gap="md">
        <Text size="sm">
          This page still shows {name}. You have switched in another tab, or do not belong to it any more. Nothing that
          you do here is done until the page is loaded anew.
        </Text>
        <Group justify="flex-end">
          <Button onClick={() => location.assign('/follow-ups')} data-autofocus>
            Reload
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
