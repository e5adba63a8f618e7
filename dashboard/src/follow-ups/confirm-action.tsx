/** Asks before something is done to a follow-up, does it, and stays open with what went wrong if it does not work. */
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useFollowUpAction } from '../api/actions.ts';
import { wordsOf } from '../api/fault.ts';
import type { FollowUp } from '../api/types.ts';
import type { Verb } from '../words/states.ts';
import { actionWords } from './action-words.ts';

interface ConfirmActionProps {
  readonly followUp: FollowUp;
  readonly verb: Verb;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function ConfirmAction({ followUp, verb, opened, onClose }: ConfirmActionProps) {
  const words = actionWords(verb, followUp);
  const action = useFollowUpAction(followUp.id);
  const close = () => {
    action.reset();
    onClose();
  };
  const confirm = () =>
    action.mutate(verb, {
      onSuccess: () => {
        notifications.show({ message: words.done, color: 'green', icon: <IconCheck size={18} aria-hidden /> });
        close();
      },
    });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={words.question}
      centered
      radius="lg"
      styles={{ title: { fontWeight: 600, lineHeight: 1.35 } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text size="sm">{words.consequence}</Text>
        {action.error && (
          <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title="That did not work">
            {wordsOf(action.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close} data-autofocus={words.isDestructive || undefined}>
            {words.isDestructive ? 'Keep it' : 'Not now'}
          </Button>
          <Button
            data-autofocus={!words.isDestructive || undefined}
            color={words.isDestructive ? 'red.9' : 'blue'}
            loading={action.isPending}
            onClick={confirm}
            leftSection={<words.icon size={16} aria-hidden />}
          >
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
