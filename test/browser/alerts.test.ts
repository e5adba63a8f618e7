// The page of alerts in a real browser: somebody is added by keyboard, tried out, and what stands is seen with who was told.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../../src/operations/api-keys.ts';
import { tellAlerts } from '../../src/operations/tell-alerts.ts';
import { type Dashboard, openPage, signIn, startBrowser, startDashboard } from './support/dashboard.ts';

let dashboard: Dashboard;
let browser: Browser;

beforeAll(async () => {
  const senders = [{ key: 'inbox', provider: 'sandbox', channel: 'email' } as const];
  [dashboard, browser] = await Promise.all([startDashboard({ senders }), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await dashboard?.close();
});

test('somebody is added by keyboard alone, tried out, changed, and what stands is told to them', async () => {
  const { page, complaints } = await openPage(browser, { viewport: { width: 1280, height: 900 } }, /422/);
  await signIn(page, dashboard);
  await page.getByRole('link', { name: 'Alerts' }).click();
  await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
  await page.getByText('Nobody is told yet, so nothing is looked at.').waitFor();
  await page.getByText('better two on different channels').waitFor();

  await page.getByRole('button', { name: 'Add somebody' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Add somebody' }).waitFor();
  await expect.poll(() => page.getByLabel('Name').and(page.locator(':focus')).count()).toBe(1);
  await page.keyboard.type('desk');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('nobody');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('"nobody" is not an e-mail address').waitFor();
  await page.getByLabel('Address').fill('desk@example.com');
  await page.keyboard.press('Enter');
  const targets = page.getByRole('list', { name: 'Who is told' });
  await targets.getByText('E-mail · desk@example.com').waitFor();
  await targets.getByText('Hears everything').waitFor();
  await page.getByText('Nothing stands: all is as it should be.').waitFor();

  await page.getByRole('button', { name: 'Send a test to desk' }).click();
  await page.getByRole('status').getByText('The test was sent.').waitFor();

  // Late for an hour: nobody sends here.
  await dashboard.call('PUT', '/v1/contacts/key:ana', { name: 'Ana', email: 'ana@example.com' });
  await dashboard.call('POST', '/v1/follow-ups', {
    contact: { key: 'ana' },
    channel: 'email',
    subject: 'Offer',
    text: 'Your offer',
    dueAt: new Date(Date.now() - 3_600_000).toISOString(),
  });
  await tellAlerts(dashboard.engine.context, new AbortController().signal);
  await page.reload();
  await page.getByText('the oldest one that is due has waited for 1 hour').waitFor();
  await page.getByText('desk: was told').waitFor();
  const standing = page.getByRole('listitem').filter({ hasText: 'desk: was told' });
  await standing.getByText('Urgent', { exact: true }).waitFor();
  await standing.getByText(/since .+, last there .+/).waitFor();

  // Gone for eleven minutes, and nobody can say so.
  const { db } = dashboard.engine.context;
  await dashboard.call('POST', '/v1/senders/inbox/pause');
  await db.query({
    name: 'test-not-due',
    text: "UPDATE relance.follow_ups SET queue_at = queue_at + interval '1 day'",
  });
  await db.query({
    name: 'test-gone',
    text: `UPDATE relance.alerts SET looked_at = looked_at - interval '11 minutes',
      kept = jsonb_set(kept, '{0,seenAt}', to_jsonb((kept #>> '{0,seenAt}')::float8 - 660000))`,
  });
  await tellAlerts(dashboard.engine.context, new AbortController().signal);
  await page.reload();
  const over = page.getByRole('listitem').filter({ hasText: 'desk: could not be told that it is over' });
  await over.getByText('Over', { exact: true }).waitFor();
  expect(await over.getByText('Urgent', { exact: true }).count()).toBe(0);
  await dashboard.call('POST', '/v1/senders/inbox/resume');

  await page.getByRole('button', { name: 'Change desk' }).click();
  await page.getByLabel('Hears about').selectOption('What is chosen here…');
  for (const kind of ['A sender does not work', 'Messages go out late', 'Many messages are given up']) {
    await page.getByLabel(kind).selectOption('No');
  }
  await page.getByLabel('Live records that nobody sees to').selectOption('When it is urgent');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  // It fades away, with its buttons.
  await dialog.waitFor({ state: 'hidden' });
  await targets
    .getByText('Outcomes that nobody knows, Live records that nobody sees to (urgent only), A mailbox cannot be read')
    .waitFor();

  await page.getByLabel('A due message waits').fill('90m');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await dashboard.engine.alerts.read()).toMatchObject({ lateAfterMs: 90 * 60_000, targets: [{ key: 'desk' }] });

  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('button', { name: 'Remove desk' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Nobody is told yet').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('whoever may only look sees it all, and is offered nothing to change', async () => {
  const { orgId, context } = dashboard.engine;
  await dashboard.call('PUT', '/v1/alerts', { targets: [{ key: 'desk', channel: 'email', to: 'desk@example.com' }] });
  const { key } = await createApiKey(context, { id: orgId, key: 'default' }, { name: 'looks', scopes: ['read'] });
  const { page, complaints } = await openPage(browser);
  await signIn(page, { url: dashboard.url, key });
  await page.getByRole('link', { name: 'Alerts' }).click();
  await page.getByText('desk@example.com').waitFor();
  await expect.poll(() => page.getByRole('button', { name: /test|Change|Remove|Add|Save/ }).count()).toBe(0);
  expect(await page.getByLabel('A due message waits').isDisabled()).toBe(true);
  expect(complaints).toEqual([]);
  await page.context().close();
});
