/** The pages and their addresses. What is chosen on a page is part of its address, so that it can be shared and gone back to. */
import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { AccountPage } from './account/account-page.tsx';
import { AlertsPage } from './alerts/alerts-page.tsx';
import { queryClient } from './api/query-client.ts';
import { ContactPage } from './contacts/contact-page.tsx';
import { FollowUpsPage } from './follow-ups/follow-ups-page.tsx';
import { readSearch } from './follow-ups/search.ts';
import { InboxPage } from './inbox/inbox-page.tsx';
import { NotFoundPage, Shell } from './layout/shell.tsx';
import { CoveragePage } from './live-records/coverage-page.tsx';
import { ForgottenPasswordPage } from './session/forgotten-password-page.tsx';
import { InvitationPage } from './session/invitation-page.tsx';
import { NewPasswordPage } from './session/new-password-page.tsx';
import { mayBeSignedIn, onSessionChange } from './session/session.ts';
import { SignInPage } from './session/sign-in-page.tsx';
import { TeamPage } from './team/team-page.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ next, by }: Record<string, unknown>): { next?: string; by?: 'key' } => ({
    // Only places of ours: an address from elsewhere must not become a way out.
    ...(typeof next === 'string' && /^\/(?!\/)[^\\]*$/.test(next) && { next }),
    ...(by === 'key' && { by }),
  }),
  component: SignInPage,
});

/** Where links lead that somebody was sent; what is secret of them stands behind the #. */
const front = [
  createRoute({ getParentRoute: () => root, path: '/invitation', component: InvitationPage }),
  createRoute({ getParentRoute: () => root, path: '/forgotten-password', component: ForgottenPasswordPage }),
  createRoute({ getParentRoute: () => root, path: '/new-password', component: NewPasswordPage }),
] as const;

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ location }) => {
    if (mayBeSignedIn()) return;
    const search = location.pathname === '/' ? {} : { next: location.href };
    throw redirect({ to: '/sign-in', search, replace: true });
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/follow-ups', replace: true });
  },
});

const followUps = createRoute({
  getParentRoute: () => signedIn,
  path: '/follow-ups',
  validateSearch: readSearch,
  component: FollowUpsPage,
});

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox',
  validateSearch: ({ message }: Record<string, unknown>): { message?: string } =>
    typeof message === 'string' ? { message } : {},
  component: InboxPage,
});

const contact = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts/$ref',
  component: ContactPage,
});

const coverage = createRoute({
  getParentRoute: () => signedIn,
  path: '/coverage',
  component: CoveragePage,
});

const alerts = createRoute({ getParentRoute: () => signedIn, path: '/alerts', component: AlertsPage });

const team = createRoute({ getParentRoute: () => signedIn, path: '/team', component: TeamPage });

const account = createRoute({ getParentRoute: () => signedIn, path: '/account', component: AccountPage });

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    ...front,
    signedIn.addChildren([home, followUps, inbox, contact, coverage, alerts, team, account]),
  ]),
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

// Signed out from the outside (the key was revoked, the session ended): the guard above sends to the sign-in page.
onSessionChange(() => {
  // What one person was shown is not for the next.
  queryClient.clear();
  if (!mayBeSignedIn()) void router.invalidate();
});
