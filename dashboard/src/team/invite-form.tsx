/** Inviting somebody: to whom, as what; then that it was sent, or the link to pass on. */
import { Alert, Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconMailCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { invite } from '../api/account.ts';
import { wordsOf } from '../api/fault.ts';
import type { Role } from '../api/types.ts';
import { CodeSample } from '../parts/code-sample.tsx';
import { EmailField } from '../session/email-field.tsx';
import { textOf } from '../session/front-form.tsx';
import { roleDeeds, roleNames } from '../words/roles.ts';

interface InviteFormProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function InviteForm({ opened, onClose }: InviteFormProps) {
  const client = useQueryClient();
  const [role, setRole] = useState<Role>('operator');
  const sending = useMutation({ mutationFn: invite, onSettled: () => client.invalidateQueries() });
  const { data: made } = sending;
  const close = () => {
    sending.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    sending.mutate({ email: textOf(new FormData(event.currentTarget), 'email'), role });
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={made ? `Invitation for ${made.email}` : 'Invite somebody'}
      centered
      radius="lg"
      styles={{ title: { fontWeight: 600 } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {made ? (
        <Stack gap="md">
          {made.link === null ? (
            <Alert role="status" color="green" icon={<IconMailCheck aria-hidden />}>
              The link was sent to {made.email}. It is good once, for seven days.
            </Alert>
          ) : (
            <>
              <Text size="sm">{made.note}</Text>
              <CodeSample wraps label="Link of the invitation" code={new URL(made.link, location.origin).href} />
              <Text size="sm" c="dimmed">
                It is good once, for seven days, and is not shown again. Whoever has it can join.
              </Text>
            </>
          )}
          <Group justify="flex-end">
            <Button onClick={close} data-autofocus>
              Done
            </Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            <EmailField isOfOther autoFocus />
            <Radio.Group label="Role" value={role} onChange={(value) => setRole(value as Role)}>
              <Stack gap="xs" mt={6}>
                {(Object.keys(roleNames) as Role[]).map((one) => (
                  <Radio key={one} value={one} label={roleNames[one]} description={`May ${roleDeeds[one]}`} />
                ))}
              </Stack>
            </Radio.Group>
            {sending.error && (
              <Alert role="alert" color="red" p="sm" icon={<IconAlertCircle aria-hidden />}>
                {wordsOf(sending.error)}
              </Alert>
            )}
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={close}>
                Not now
              </Button>
              <Button type="submit" loading={sending.isPending}>
                Invite
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
