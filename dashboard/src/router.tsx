/** The pages and their addresses. What is chosen on a page is part of its address, so that it can be shared and gone back to. */
import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { ContactPage } from './contacts/contact-page.tsx';
import { FollowUpsPage } from './follow-ups/follow-ups-page.tsx';
import { readSearch } from './follow-ups/search.ts';
import { InboxPage } from './inbox/inbox-page.tsx';
import { NotFoundPage, Shell } from './layout/shell.tsx';
import { CoveragePage } from './live-records/coverage-page.tsx';
import { currentKey, onSessionChange } from './session/session.ts';
import { SignInPage } from './session/sign-in-page.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ next }: Record<string, unknown>): { next?: string } =>
    // Only places of ours: an address from elsewhere must not become a way out.
    typeof next === 'string' && /^\/(?!\/)[^\\]*$/.test(next) ? { next } : {},
  component: SignInPage,
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ location }) => {
    if (currentKey() !== null) return;
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

export const router = createRouter({
  routeTree: root.addChildren([signIn, signedIn.addChildren([home, followUps, inbox, contact, coverage])]),
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

// Signed out from the outside (the key was revoked): the guard above sends to the sign-in page.
onSessionChange(() => {
  if (currentKey() === null) void router.invalidate();
});
