/** Where the link of a forgotten password leads: a new one is chosen. */
import { Anchor, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { setNewPassword } from '../api/account.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { FrontForm, textOf } from './front-form.tsx';
import { FrontPage } from './front-page.tsx';
import { tokenOfPage } from './page-token.ts';
import { PasswordField } from './password-field.tsx';

export function NewPasswordPage() {
  usePageTitle('New password');
  const [isDone, setDone] = useState(false);
  if (isDone) {
    return (
      <FrontPage title="Your password is changed">
        <Text role="status" size="sm">
          You are signed out everywhere else, too.
        </Text>
        <Button size="md" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
          Sign in
        </Button>
      </FrontPage>
    );
  }
  return (
    <FrontPage
      title="Choose a new password"
      foot={
        <Anchor size="sm" renderRoot={(props) => <Link to="/forgotten-password" {...props} />}>
          Ask for another link
        </Anchor>
      }
    >
      <FrontForm
        button="Set the password"
        onSubmit={async (given) => {
          await setNewPassword({ token: tokenOfPage(), password: textOf(given, 'password') });
          setDone(true);
        }}
      >
        <PasswordField isNew label="New password" autoFocus />
      </FrontForm>
    </FrontPage>
  );
}
