/** Signing in: with e-mail address and password, or with an API key. */
import { Anchor, Button, Code, List, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { signIn } from '../api/account.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { EmailField } from './email-field.tsx';
import { FrontForm, textOf } from './front-form.tsx';
import { FrontPage } from './front-page.tsx';
import { KeyForm } from './key-form.tsx';
import { PasswordField } from './password-field.tsx';
import { beginWithPassword, signedOutReason } from './session.ts';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  usePageTitle('Sign in');
  const { next, by } = route.useSearch();
  const navigate = route.useNavigate();
  const [withKey, setWithKey] = useState(by === 'key' || signedOutReason() === 'revoked');
  const go = () => navigate({ to: next ?? '/follow-ups', replace: true });
  return (
    <FrontPage
      title="Sign in"
      lead={withKey ? 'Use an API key of your organization.' : undefined}
      foot={withKey ? <AboutKeys /> : <AboutAccounts />}
    >
      {withKey ? (
        <KeyForm onSignedIn={go} />
      ) : (
        <FrontForm
          button="Sign in"
          notice={signedOutReason() === 'ended' ? 'Your session has ended. Sign in again.' : null}
          onSubmit={async (given) => {
            await signIn({ email: textOf(given, 'email'), password: textOf(given, 'password') });
            beginWithPassword();
            await go();
          }}
        >
          <EmailField autoFocus />
          <PasswordField />
          <Anchor size="sm" renderRoot={(props) => <Link to="/forgotten-password" {...props} />}>
            Forgotten your password?
          </Anchor>
        </FrontForm>
      )}
      <Button variant="subtle" color="gray" size="sm" onClick={() => setWithKey(!withKey)}>
        {withKey ? 'Use a password' : 'Use an API key'}
      </Button>
    </FrontPage>
  );
}

function AboutAccounts() {
  return (
    <Text size="sm" c="dimmed">
      No account yet? An owner of your organization can invite you. The link for the first owner was printed when the
      server started for the first time.
    </Text>
  );
}

function AboutKeys() {
  return (
    <>
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
    </>
  );
}
