/** Signing in with an API key. The key is tried out before it is kept; what is wrong with it is said in words. */
import { PasswordInput } from '@mantine/core';
import { answerOf, api, withTimeout } from '../api/client.ts';
import { ApiFault } from '../api/fault.ts';
import { FrontForm, textOf } from './front-form.tsx';
import { beginWithKey, signedOutReason } from './session.ts';

export function KeyForm({ onSignedIn }: { readonly onSignedIn: () => Promise<void> }) {
  return (
    <FrontForm
      button="Sign in"
      notice={signedOutReason() === 'revoked' ? 'This key is no longer accepted. Sign in again.' : null}
      onSubmit={async (given) => {
        const key = textOf(given, 'key').trim();
        await tryOut(key);
        beginWithKey(key);
        await onSignedIn();
      }}
    >
      <PasswordInput
        label="API key"
        name="key"
        placeholder="rl_…"
        autoComplete="off"
        required
        withAsterisk={false}
        autoFocus
        size="md"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the key' }}
      />
    </FrontForm>
  );
}

/** Resolves when the key opens what the dashboard shows. @throws Error in words for whoever typed it */
async function tryOut(key: string): Promise<void> {
  // What can't be a header can't be a key.
  if (!/^[\x21-\x7e]+$/.test(key)) throw new Error('This is not an API key: it has characters that no key has.');
  try {
    const params = { query: { limit: 1 } };
    await answerOf(api.GET('/v1/follow-ups', { params, headers: { 'x-api-key': key }, signal: withTimeout() }));
  } catch (error) {
    const words = error instanceof ApiFault ? refusals[error.status] : undefined;
    throw words === undefined ? error : new Error(words);
  }
}

const refusals: Readonly<Record<number, string>> = {
  401: 'This key is not known, or it was revoked. Check that you copied all of it.',
  403: 'This key may not read. Use one with the scope "read".',
};
