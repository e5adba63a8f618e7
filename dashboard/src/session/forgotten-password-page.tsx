/** Asking for a link that sets a new password. What it says does not tell whether there is such an account. */
import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { askForNewPassword } from '../api/account.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { EmailField } from './email-field.tsx';
import { FrontForm, textOf } from './front-form.tsx';
import { FrontPage } from './front-page.tsx';

export function ForgottenPasswordPage() {
  usePageTitle('Forgotten password');
  const [asked, setAsked] = useState<string>();
  const back = (
    <Anchor size="sm" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
      Back to signing in
    </Anchor>
  );
  if (asked !== undefined) {
    return (
      <FrontPage title="Look into your mailbox" foot={back}>
        <Text role="status">
          If there is an account for {asked}, a link is on its way to it. It works once, within an hour.
        </Text>
        <Text size="sm" c="dimmed">
          Nothing came? Your organization may have no sender for e-mail. Then whoever runs the server can make such a
          link for you.
        </Text>
      </FrontPage>
    );
  }
  return (
    <FrontPage title="Forgotten your password?" lead="We send you a link with which you choose a new one." foot={back}>
      <FrontForm
        button="Send the link"
        onSubmit={async (given) => {
          const email = textOf(given, 'email').trim();
          await askForNewPassword(email);
          setAsked(email);
        }}
      >
        <EmailField autoFocus />
      </FrontForm>
    </FrontPage>
  );
}
