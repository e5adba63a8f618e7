/** Accepting an invitation, and setting up: the first owner's is one without an address. The token stands behind the #. */
import { Anchor, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { acceptInvitation, offerQuery } from '../api/account.ts';
import { isProblemAt } from '../api/fault.ts';
import { FaultNotice } from '../parts/fault-notice.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { roleDeeds } from '../words/roles.ts';
import { EmailField } from './email-field.tsx';
import { FrontForm, textOf } from './front-form.tsx';
import { FrontPage } from './front-page.tsx';
import { tokenOfPage } from './page-token.ts';
import { PasswordField } from './password-field.tsx';
import { beginWithPassword } from './session.ts';

export function InvitationPage() {
  const token = tokenOfPage();
  const { data: offer, error, refetch, isFetching } = useQuery(offerQuery(token));
  const navigate = useNavigate();
  const isSetUp = offer?.email === null;
  // Whose account it is may come to light only with the address that they give.
  const [missesNew, setMissesNew] = useState(false);
  usePageTitle(isSetUp ? 'Set up' : 'Invitation');
  if (error) {
    return (
      <FrontPage title="Invitation" foot={<ToSignIn />}>
        <FaultNotice title="This link opens nothing" error={error} onRetry={refetch} retrying={isFetching} />
      </FrontPage>
    );
  }
  if (!offer) {
    return (
      <FrontPage title="Invitation">
        <Stack aria-busy>
          <Skeleton height={42} />
          <Skeleton height={42} />
        </Stack>
      </FrontPage>
    );
  }
  const { organization, email, role, isKnown } = offer;
  const asksNew = offer.asksNewPassword || missesNew;
  return (
    <FrontPage
      title={isSetUp ? 'Set up Relance' : `Join ${organization}`}
      lead={
        isSetUp
          ? `You become the first owner of "${organization}".`
          : `You are invited as ${role}: ${roleDeeds[role]}${isKnown ? ' You have an account already: sign in to accept.' : ''}`
      }
      foot={<ToSignIn />}
    >
      <FrontForm
        button={isSetUp ? 'Set up' : isKnown ? 'Sign in and join' : 'Join'}
        onSubmit={async (given) => {
          await acceptInvitation({
            token,
            password: textOf(given, 'password'),
            ...(!isKnown && { name: textOf(given, 'name') }),
            ...(asksNew && { newPassword: textOf(given, 'newPassword') }),
            ...(email === null && { email: textOf(given, 'email') }),
          }).catch((error: unknown) => {
            if (isProblemAt(error, 'newPassword')) setMissesNew(true);
            throw error;
          });
          beginWithPassword();
          await navigate({ to: '/follow-ups', replace: true });
        }}
      >
        {!isKnown && (
          <TextInput
            label="Your name"
            name="name"
            autoComplete="name"
            maxLength={100}
            required
            withAsterisk={false}
            autoFocus
            size="md"
          />
        )}
        <EmailField {...(email !== null && { value: email })} />
        <PasswordField
          isNew={!isKnown && !asksNew}
          autoFocus={isKnown}
          label={asksNew ? 'Present password' : 'Password'}
        />
        {asksNew && (
          <>
            <PasswordField isNew label="New password" name="newPassword" />
            <Text size="sm" c="dimmed">
              It is not known yet whether this address was yours when the account was made. With a new password nobody
              else can use it.{' '}
              <Anchor renderRoot={(props) => <Link to="/forgotten-password" {...props} />}>
                You do not know the present one?
              </Anchor>
            </Text>
          </>
        )}
      </FrontForm>
    </FrontPage>
  );
}

function ToSignIn() {
  return (
    <Text size="sm" c="dimmed">
      <Anchor renderRoot={(props) => <Link to="/sign-in" {...props} />}>To the sign-in page</Anchor>
    </Text>
  );
}
