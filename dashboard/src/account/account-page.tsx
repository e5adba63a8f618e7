/** One's own account: where one is signed in, and the password. With an API key: what the key may do. */
import { Alert, Badge, Box, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { changePassword, endOneSession, loadSessions, signOutEverywhere } from '../api/account.ts';
import { wordsOf } from '../api/fault.ts';
import type { OwnSession, Session } from '../api/types.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Instant } from '../parts/instant.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { PagedList } from '../parts/paged-list.tsx';
import { textOf } from '../session/front-form.tsx';
import { PasswordField } from '../session/password-field.tsx';
import { endSession } from '../session/session.ts';
import { useSession } from '../session/use-session.ts';
import { deviceName } from '../words/devices.ts';
import { roleDeeds, roleNames } from '../words/roles.ts';

export function AccountPage() {
  usePageTitle('Your account');
  const session = useSession();
  return (
    <Box p={{ base: 'md', sm: 'xl' }} maw={860}>
      <Title order={1} size="h2" mb="md">
        Your account
      </Title>
      {session && (session.operator ? <OfOperator session={session} /> : <OfKey session={session} />)}
    </Box>
  );
}

function OfKey({ session }: { readonly session: Session }) {
  return (
    <Paper withBorder radius="lg" p="lg">
      <Text size="sm">
        You are signed in with the API key "{session.name}" of the organization {session.organization.key}. It may{' '}
        {session.scopes.join(', ') || 'nothing'}.
      </Text>
    </Paper>
  );
}

function OfOperator({ session }: { readonly session: Session }) {
  const [isAsking, setAsking] = useState(false);
  const { operator } = session;
  if (!operator) return null;
  return (
    <Stack gap="xl">
      <Paper withBorder radius="lg" p="lg">
        <Text fw={600}>{session.name}</Text>
        <Text size="sm" c="dimmed">
          {operator.email}
        </Text>
        <Text size="sm" mt="xs">
          {roleNames[operator.role]}: {roleDeeds[operator.role]}
        </Text>
      </Paper>
      <section aria-labelledby="sessions-title">
        <Group justify="space-between" mb="sm">
          <Title order={2} size="h4" id="sessions-title">
            Where you are signed in
          </Title>
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>
            Sign out everywhere
          </Button>
        </Group>
        <PagedList
          name="Sessions"
          kind="sessions"
          load={loadSessions}
          row={(one) => <SessionRow session={one} />}
          empty="Nowhere."
        />
      </section>
      <PasswordForm />
      <Confirm
        opened={isAsking}
        onClose={() => setAsking(false)}
        question="Sign out everywhere?"
        consequence="All your sessions end, this one included."
        confirm="Sign out everywhere"
        done="You are signed out everywhere."
        act={async () => {
          await signOutEverywhere();
          endSession();
        }}
      />
    </Stack>
  );
}

function SessionRow({ session }: { readonly session: OwnSession }) {
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: () => endOneSession(session.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  const device = deviceName(session.userAgent);
  return (
    <Group px="md" py="sm" justify="space-between" gap="sm">
      <Box miw={0} style={{ flex: '1 1 220px' }}>
        <Group gap={8}>
          <Text fw={600}>{device}</Text>
          {session.isCurrent && (
            <Badge size="sm" variant="light" tt="none">
              This one
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {session.address}, last used <Instant at={session.seenAt} inline />
        </Text>
        {ending.error && (
          <Text size="sm" c="var(--bad)" role="alert">
            {wordsOf(ending.error)}
          </Text>
        )}
      </Box>
      {!session.isCurrent && (
        <Button
          variant="default"
          size="xs"
          loading={ending.isPending}
          aria-label={`End the session on ${device}`}
          onClick={() => ending.mutate()}
        >
          End it
        </Button>
      )}
    </Group>
  );
}

function PasswordForm() {
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation({ mutationFn: changePassword });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const body = { password: textOf(given, 'password'), newPassword: textOf(given, 'newPassword') };
    const onSuccess = () => {
      form.current?.reset();
      const message = 'Your password is changed; your other sessions have ended.';
      notifications.show({ message, color: 'green', icon: <IconCheck size={18} aria-hidden /> });
    };
    change.mutate(body, { onSuccess });
  };
  return (
    <section aria-labelledby="password-title">
      <Title order={2} size="h4" mb="sm" id="password-title">
        Change your password
      </Title>
      <Paper withBorder radius="lg" p="lg">
        <form ref={form} onSubmit={submit}>
          <Stack gap="md" maw={380}>
            <PasswordField label="Present password" />
            <PasswordField isNew label="New password" name="newPassword" />
            {change.error && (
              <Alert role="alert" color="red" p="sm" icon={<IconAlertCircle aria-hidden />}>
                {wordsOf(change.error)}
              </Alert>
            )}
            <Group>
              <Button type="submit" loading={change.isPending}>
                Change it
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </section>
  );
}
