// Operators in a real browser: set up, invite, join, sign in and out, switch, and what a viewer is not offered.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { scopes } from '../../src/domain/role.ts';
import { localActor } from '../../src/operations/audit.ts';
import { findOrganization } from '../../src/operations/find-organization.ts';
import { inviteFirstOwner, inviteOperator } from '../../src/operations/invite-operators.ts';
import { addOrganization } from '../../src/operations/organizations.ts';
import { makeResetLink } from '../../src/operations/reset-password.ts';
import { type Dashboard, openPage, startBrowser, startDashboard } from './support/dashboard.ts';

const password = 'tramway lemon orbit quilt';

let dashboard: Dashboard;
let browser: Browser;

beforeAll(async () => {
  const senders = [{ key: 'inbox', provider: 'sandbox', channel: 'email' } as const];
  [dashboard, browser] = await Promise.all([startDashboard({ senders }), startBrowser()]);
  await dashboard.call('PUT', '/v1/contacts/key:ana', { name: 'Ana Souza', email: 'ana@example.com' });
  const offer = { contact: { key: 'ana' }, channel: 'email', after: '2h', subject: 'Offer', text: 'Your offer' };
  await dashboard.call('POST', '/v1/follow-ups', offer);
});

afterAll(async () => {
  await browser?.close();
  await dashboard?.close();
});

function keepScreen(page: Page, name: string): void {
  onTestFailed(async () => void (await page.screenshot({ path: join(tmpdir(), `relance-browser-${name}.png`) })));
}

async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function menu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

const followUps = (page: Page) => page.getByRole('heading', { name: 'Follow-ups', level: 1 }).waitFor();

/** Links, buttons and fields have names, nothing is wider than a phone. */
async function fitsAPhone(page: Page): Promise<void> {
  for (const role of ['button', 'link', 'textbox', 'combobox', 'img'] as const)
    expect([page.url(), role, await page.getByRole(role, { name: /^$/ }).count()]).toEqual([page.url(), role, 0]);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  if (size) await page.setViewportSize(size);
}

test('the first owner sets up with a link, and invites a viewer, who is not offered what they may not do', async () => {
  const { context } = dashboard.engine;
  const link = (await inviteFirstOwner(context, await findOrganization(context, 'default'))) ?? '';
  expect(await inviteFirstOwner(context, await findOrganization(context, 'default'))).toBeUndefined();
  const { page, complaints } = await openPage(browser, {}, /422/);
  keepScreen(page, 'set-up');
  await page.goto(`${dashboard.url}${link}`);
  await page.getByRole('heading', { name: 'Set up Relance' }).waitFor();
  await fitsAPhone(page);
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('E-mail address').fill('olga@example.com');
  await page.getByLabel('Password', { exact: true }).fill('password1234');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('alert').getByText('is one of those that are guessed first').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Set up' }).click();
  await followUps(page);
  // The cookie is out of reach of scripts, and what they can read opens nothing.
  expect(await page.evaluate('document.cookie')).toBe('');
  expect(JSON.stringify(await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }]))).not.toContain('rl_');
  await page.reload();
  await page.getByRole('button', { name: 'Actions for Ana Souza' }).waitFor();

  await page.getByRole('link', { name: 'Team' }).first().click();
  await page.getByRole('list', { name: 'Operators' }).getByText('olga@example.com').waitFor();
  await fitsAPhone(page);
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('E-mail address').fill('vic@example.com');
  await form.getByLabel('Viewer').check();
  await form.getByRole('button', { name: 'Invite', exact: true }).click();
  const invitation = (await form.getByLabel('Link of the invitation').textContent()) ?? '';
  expect(invitation).toContain(`${dashboard.url}/invitation#default.`);
  await form.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('list', { name: 'Open invitations' }).getByText('vic@example.com').waitFor();

  const { page: viewer, complaints: others } = await openPage(browser);
  keepScreen(viewer, 'viewer');
  await viewer.goto(invitation);
  await viewer.getByRole('heading', { name: 'Join Default organization' }).waitFor();
  await viewer.getByLabel('Your name').fill('Vic Viewer');
  await viewer.getByLabel('Password', { exact: true }).fill(password);
  await viewer.getByRole('button', { name: 'Join' }).click();
  await viewer.getByRole('link', { name: 'Ana Souza' }).click();
  await viewer.getByRole('dialog').getByText('As a viewer you can look, and change nothing.').waitFor();
  expect(await viewer.getByRole('button', { name: /Send now|Cancel|Actions for/ }).count()).toBe(0);
  await viewer.getByRole('dialog').getByRole('link', { name: 'Ana Souza' }).click();
  await viewer.getByRole('region', { name: 'Where things stand' }).waitFor();
  await viewer.getByRole('link', { name: 'Coverage' }).click();
  await viewer.getByRole('region', { name: 'How many' }).waitFor();
  await viewer.goto(`${dashboard.url}/team`);
  await viewer.getByText('The team is for owners').waitFor();
  expect(await viewer.getByRole('link', { name: 'Team' }).count()).toBe(0);

  // Another role counts at once; whoever is removed is out at once.
  await page.reload();
  await page.getByLabel('Role of Vic Viewer').selectOption('Operator');
  await page.getByText('Vic Viewer is operator now.').waitFor();
  await viewer.goto(`${dashboard.url}/follow-ups`);
  await viewer.getByRole('button', { name: 'Actions for Ana Souza' }).waitFor();
  await page.getByLabel('Role of Olga Owner').selectOption('Viewer');
  await page.getByRole('alert').getByText('This is the last owner').waitFor();
  await page.getByRole('button', { name: 'Remove Vic Viewer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Vic Viewer is removed.').waitFor();
  await viewer.getByText('Your session has ended. Sign in again.').waitFor();
  expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
  expect(others.filter((text) => !text.includes('401'))).toEqual([]);
  await page.context().close();
  await viewer.context().close();
});

test('signing in leads to where one wanted to go, and one account looks after its sessions and password', async () => {
  const { context } = dashboard.engine;
  const { page, complaints } = await openPage(browser, {}, /401|409/);
  keepScreen(page, 'sign-in');
  await page.goto(`${dashboard.url}/inbox`);
  await signIn(page, 'olga@example.com', 'not my password at all');
  await page.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor();
  await fitsAPhone(page);
  await signIn(page, 'olga@example.com');
  await page.getByRole('heading', { name: 'Sandbox inbox', level: 1 }).waitFor();

  await menu(page, 'Your account');
  const sessions = page.getByRole('list', { name: 'Sessions' });
  await sessions.getByText('This one').waitFor();
  expect(await sessions.getByRole('listitem').count()).toBe(2);
  await sessions.getByRole('button', { name: /End the session on Chrome/ }).click();
  await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1);
  await fitsAPhone(page);
  await page.getByLabel('Present password').fill('not this one either');
  await page.getByLabel('New password').fill('another four words entirely');
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByRole('alert').getByText('The present password is another one.').waitFor();
  await page.getByLabel('Present password').fill(password);
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('Your password is changed; your other sessions have ended.').waitFor();

  await menu(page, 'Sign out');
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  await page.goto(`${dashboard.url}/follow-ups`);
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await page.getByLabel('E-mail address').fill('olga@example.com');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('If there is an account for olga@example.com, a link is on its way to it.').waitFor();
  // No mail sender here: whoever runs the server makes the link.
  await page.goto(`${dashboard.url}${await makeResetLink(context, 'olga@example.com', localActor)}`);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, 'olga@example.com');
  await followUps(page);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('somebody in two organizations switches between them, and sees nothing of the one in the other', async () => {
  const { context } = dashboard.engine;
  const clinic = await addOrganization(context, { key: 'north-clinic', name: 'North Clinic' }, localActor);
  const by = { ...localActor, scopes };
  const input = { email: 'olga@example.com', role: 'viewer', mail: false } as const;
  const { link } = await inviteOperator(context, clinic, input, by);
  const { page, complaints } = await openPage(browser, { colorScheme: 'dark' });
  keepScreen(page, 'switch');
  await page.goto(`${dashboard.url}${link}`);
  await page.getByText('You have an account already: sign in to accept.').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in and join' }).click();
  await page.getByText('Nothing is scheduled').waitFor();
  await page.getByLabel('Organization', { exact: true }).getByText('North Clinic').waitFor();
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitemradio', { name: 'Default organization' }).click();
  await page.getByRole('link', { name: 'Ana Souza' }).waitFor();
  await page.getByRole('button', { name: 'Actions for Ana Souza' }).waitFor();
  await fitsAPhone(page);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitemradio', { name: 'North Clinic' }).click();
  await page.getByText('Nothing is scheduled').waitFor();
  expect(await page.getByText('Ana Souza').count()).toBe(0);
  expect(complaints).toEqual([]);

  // Another tab switches: this one says so, and does nothing in the organization that it does not show.
  const second = await page.context().newPage();
  await second.goto(`${dashboard.url}/follow-ups`);
  await second.getByText('Nothing is scheduled').waitFor();
  await second.getByRole('button', { name: 'Your account' }).click();
  await second.getByRole('menuitemradio', { name: 'Default organization' }).click();
  await second.getByRole('link', { name: 'Ana Souza' }).waitFor();
  const notice = page.getByRole('dialog', { name: 'You work in another organization now' });
  await notice.getByText('This page still shows North Clinic.').waitFor();
  expect(await page.getByText('Ana Souza').count()).toBe(0);
  await fitsAPhone(page);
  await notice.getByRole('button', { name: 'Reload' }).click();
  await page.getByRole('link', { name: 'Ana Souza' }).waitFor();
  expect(await second.getByRole('dialog').count()).toBe(0);
  await page.context().close();
});

test('somebody whose address is not proven joins another organization with a new password', async () => {
  const { context } = dashboard.engine;
  const by = { ...localActor, scopes };
  const linkTo = async (organization: string) => {
    const input = { email: 'pia@example.com', role: 'viewer', mail: false } as const;
    return (await inviteOperator(context, await findOrganization(context, organization), input, by)).link;
  };
  const { page, complaints } = await openPage(browser);
  keepScreen(page, 'not-proven');
  await page.goto(`${dashboard.url}${await linkTo('default')}`);
  await page.getByLabel('Your name').fill('Pia');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Join' }).click();
  await followUps(page);
  await page.goto(`${dashboard.url}${await linkTo('north-clinic')}`);
  await page.getByLabel('Present password').fill(password);
  await page.getByLabel('New password').fill('another four words entirely');
  await fitsAPhone(page);
  await page.getByRole('button', { name: 'Sign in and join' }).click();
  await page.getByLabel('Organization', { exact: true }).getByText('North Clinic').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('somebody who sets up with an account that they have is asked for what it lacks', async () => {
  const { context } = dashboard.engine;
  const by = { ...localActor, scopes };
  const linkTo = async (organization: string, email: string | null) => {
    const input = { email, role: 'owner', mail: false } as const;
    return (await inviteOperator(context, await findOrganization(context, organization), input, by)).link;
  };
  const { page, complaints } = await openPage(browser, {}, /409|422/);
  keepScreen(page, 'set-up-known');
  const fill = async (words: string) => {
    await page.getByLabel('Your name').fill('Rui');
    await page.getByLabel(words, { exact: true }).fill(password);
  };
  await page.goto(`${dashboard.url}${await linkTo('default', 'rui@example.com')}`);
  await fill('Password');
  await page.getByRole('button', { name: 'Join' }).click();
  await followUps(page);

  await page.goto(`${dashboard.url}${await linkTo('north-clinic', null)}`);
  await fill('Password');
  await page.getByLabel('E-mail address').fill('rui@example.com');
  await page.getByRole('button', { name: 'Set up' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('This is needed. What would do: a new password: it is not known whether').waitFor();
  await page.getByLabel('New password').fill('another four words entirely');
  expect(await page.getByLabel('Present password').inputValue()).toBe(password);
  await fitsAPhone(page);
  // Whoever is a member already would not become its owner.
  await page.getByLabel('E-mail address').fill('olga@example.com');
  await page.getByRole('button', { name: 'Set up' }).click();
  await alert.getByText('olga@example.com belongs to this organization already').waitFor();
  await page.getByLabel('E-mail address').fill('rui@example.com');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByLabel('Organization', { exact: true }).getByText('North Clinic').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
