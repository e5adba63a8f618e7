/** Asks before something is done, does it, and stays open with what went wrong if it does not work. */
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { wordsOf } from '../api/fault.ts';

interface ConfirmProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly question: string;
  readonly consequence: string;
  readonly confirm: string;
  readonly done: string;
  readonly act: () => Promise<void>;
}

export function Confirm({ opened, onClose, question, consequence, confirm, done, act }: ConfirmProps) {
  const client = useQueryClient();
  const action = useMutation({
    mutationFn: act,
    // Here and not with the call: what was asked about may be gone from the page, and this with it.
    onSuccess: () => {
      notifications.show({ message: done, color: 'green', icon: <IconCheck size={18} aria-hidden /> });
      close();
    },
    onSettled: () => client.invalidateQueries(),
  });
  const close = () => {
    action.reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={question}
      centered
      radius="lg"
      styles={{ title: { fontWeight: 600, lineHeight: 1.35 } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text size="sm">{consequence}</Text>
        {action.error && (
          <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title="That did not work">
            {wordsOf(action.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close} data-autofocus>
            Not now
          </Button>
          <Button color="red.9" loading={action.isPending} onClick={() => action.mutate()}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
