/** Signing in with an API key. The key is tried out before it is kept; what is wrong with it is said in words. */
import { Button, PasswordInput, Stack } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { answerOf, api, withTimeout } from '../api/client.ts';
import { ApiFault, messageOf } from '../api/fault.ts';
import { beginWithKey, signedOutReason } from './session.ts';

export function KeyForm({ onSignedIn }: { readonly onSignedIn: () => Promise<void> }) {
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
      beginWithKey(key);
      await onSignedIn();
    } else {
      input.current?.focus();
      input.current?.select();
    }
  };

  return (
    <form onSubmit={signIn} noValidate>
      <Stack gap="lg">
        <PasswordInput
          ref={input}
          label="API key"
          name="key"
          placeholder="rl_…"
          autoComplete="off"
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
