/** Accepting an invitation, and setting up: the first owner's is one without an address. The token stands behind the #. */
import { Anchor, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { acceptInvitation, offerQuery } from '../api/account.ts';
import { FaultNotice } from '../parts/fault-notice.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { roleDeeds } from '../words/roles.ts';
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
  const { organization, email, role, isKnown, asksNewPassword } = offer;
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
            ...(asksNewPassword && { newPassword: textOf(given, 'newPassword') }),
            ...(email === null && { email: textOf(given, 'email') }),
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
        <TextInput
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          {...(email === null
            ? { required: true, withAsterisk: false }
            : { readOnly: true, value: email, variant: 'filled' })}
          size="md"
        />
        <PasswordField isNew={!isKnown} autoFocus={isKnown} label={asksNewPassword ? 'Present password' : 'Password'} />
        {asksNewPassword && (
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
