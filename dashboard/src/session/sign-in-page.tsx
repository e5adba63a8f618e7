/** Signing in with an API key. The key is tried out before it is kept; what is wrong with it is said in words. */
import { Anchor, Button, Center, Code, List, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { answerOf, api, withTimeout } from '../api/client.ts';
import { ApiFault, messageOf } from '../api/fault.ts';
import { Brand } from '../layout/brand.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { beginSession, signedOutReason } from './session.ts';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  usePageTitle('Sign in');
  const { next } = route.useSearch();
  const navigate = route.useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState(
    signedOutReason() === 'revoked' ? 'This key is no longer accepted. Sign in again.' : null,
  );

  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = input.current?.value.trim() ?? '';
    setBusy(true);
    const wrong = key === '' ? 'Enter an API key.' : await whatIsWrongWith(key);
    setBusy(false);
    setFault(wrong);
    if (wrong === null) {
      beginSession(key);
      await navigate({ to: next ?? '/follow-ups', replace: true });
    } else {
      input.current?.focus();
      input.current?.select();
    }
  };

  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Center>
          <Brand size={36} />
        </Center>
        <Paper p="xl" radius="lg" withBorder>
          <form onSubmit={signIn} noValidate>
            <Stack gap="lg">
              <Stack gap={4}>
                <Title order={1} size="h3">
                  Sign in
                </Title>
                <Text c="dimmed" size="sm">
                  Use an API key of your organization.
                </Text>
              </Stack>
              <PasswordInput
                ref={input}
                label="API key"
                name="key"
                placeholder="rl_…"
                autoComplete="current-password"
                autoFocus
                size="md"
                error={fault}
                aria-invalid={fault !== null}
                errorProps={{ role: 'alert' }}
                leftSection={fault === null ? undefined : <IconAlertCircle size={18} aria-hidden />}
                inputWrapperOrder={['label', 'input', 'error']}
                visibilityToggleButtonProps={{ 'aria-label': 'Show the key' }}
              />
              <Button type="submit" loading={busy} size="md">
                Sign in
              </Button>
            </Stack>
          </form>
        </Paper>
        <Stack gap="xs" px="xl">
          <Text size="sm" fw={600}>
            No key at hand?
          </Text>
          <List size="sm" c="dimmed" spacing={6}>
            <List.Item>The first one was printed when the server started for the first time.</List.Item>
            <List.Item>
              Make another on the server: <Code style={{ whiteSpace: 'nowrap' }}>relance keys create</Code>
            </List.Item>
          </List>
          <Text size="sm" c="dimmed">
            The key stays in this tab and is gone when you close it. <Anchor href="/docs">About the API</Anchor>
          </Text>
        </Stack>
      </Stack>
    </Center>
  );
}

/** Null when the key opens what the dashboard shows. */
async function whatIsWrongWith(key: string): Promise<string | null> {
  // What can't be a header can't be a key.
  if (!/^[\x21-\x7e]+$/.test(key)) return 'This is not an API key: it has characters that no key has.';
  try {
    const params = { query: { limit: 1 } };
    await answerOf(api.GET('/v1/follow-ups', { params, headers: { 'x-api-key': key }, signal: withTimeout() }));
    return null;
  } catch (error) {
    if (error instanceof ApiFault && error.status === 401) {
      return 'This key is not known, or it was revoked. Check that you copied all of it.';
    }
    if (error instanceof ApiFault && error.status === 403)
      return 'This key may not read. Use one with the scope "read".';
    return messageOf(error);
  }
}
