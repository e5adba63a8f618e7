// The page of one person, in a real browser: where things stand, what was held back and why, every decision.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dashboard, openPage, signIn, startBrowser, startDashboard } from './support/dashboard.ts';

let dashboard: Dashboard;
let browser: Browser;

beforeAll(async () => {
  const senders = [{ key: 'inbox', provider: 'sandbox', channel: 'email' }] as const;
  [dashboard, browser] = await Promise.all([startDashboard({ senders }), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await dashboard?.close();
});

const schedule = (extra: object) =>
  dashboard.call('POST', '/v1/follow-ups', { contact: { key: 'ana' }, text: 'Your offer', ...extra });

test('the page of a contact says what they get, what they did not get, and why', async () => {
  await dashboard.call('PUT', '/v1/contacts/key:ana', { name: 'Ana Souza', email: 'ana@example.com' });
  await schedule({ channel: 'email', subject: 'Later', after: '2d' });
  await schedule({ channel: 'sms', after: '0s' });
  await schedule({ channel: 'email', subject: 'Proposal', after: '0s' });
  dashboard.engine.start();
  const { page, complaints } = await openPage(browser);
  await signIn(page, dashboard);
  await page.getByRole('tab', { name: 'All' }).click();
  await page.getByRole('row').filter({ hasText: 'Proposal' }).getByRole('link', { name: 'Ana Souza' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Ana Souza' }).click();
  await page.getByRole('heading', { name: 'Ana Souza', level: 1 }).waitFor();
  await page.getByRole('region', { name: 'Where things stand' }).getByText('may be written to').waitFor();
  const heldBack = page.getByRole('region', { name: 'Held back' });
  await heldBack.getByText('the person has no address for SMS').waitFor();
  await heldBack.getByText('It would be sent if the person gets an address for SMS').waitFor();
  await page.getByRole('region', { name: 'Sent' }).getByText('It was sent by e-mail').waitFor();
  await page.getByRole('region', { name: 'Every decision' }).getByText('An address for the channel').waitFor();
  expect(await page.title()).toBe('Ana Souza · Relance');
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the page of coverage says how many live records nobody sees to, which, and why', async () => {
  const lead = { key: 'lead-7' };
  await dashboard.call('POST', '/v1/events', { type: 'lead.created', contact: { key: 'bo', name: 'Bo Lind' }, lead });
  const { page, complaints } = await openPage(browser);
  await signIn(page, dashboard);
  await page.getByRole('link', { name: 'Coverage' }).click();
  await page.getByRole('heading', { name: 'Coverage', level: 1 }).waitFor();
  await page.getByRole('region', { name: 'How many' }).getByText('of 1 live leads').waitFor();
  const item = page.getByRole('region', { name: 'Nobody sees to these' }).getByRole('listitem');
  await item.getByText('No sequence is about records of this type.').waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  await item.getByRole('link', { name: 'Bo Lind' }).click();
  await page.getByRole('heading', { name: 'Bo Lind', level: 1 }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
