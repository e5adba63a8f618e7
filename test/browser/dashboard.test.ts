// The dashboard in a real browser, on a real server, engine and database: what an operator does on a morning.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import type { Provider } from '../../src/provider.ts';
import { type Dashboard, openPage, signIn, startBrowser, startDashboard } from './support/dashboard.ts';

const html = '<h1>Hello {{ contact.name }}</h1><p>Formatted</p><script>parent.document.title = "broken out"</script>';
const sequence = {
  key: 'welcome',
  trigger: { on: 'lead.created' },
  steps: [
    { key: 'hello', after: '0s', channel: 'email', subject: 'Welcome', text: 'Hello {{ contact.name }}', html },
    { key: 'later', after: '2d', channel: 'email', subject: 'Later', text: 'Still interested?' },
  ],
  exit: ['message.received'],
} as const;

/** Answers nothing: whether it took a message can only be looked up by a person. */
const silent: Provider = {
  describe: () => ({
    type: 'silent',
    channels: ['sms'],
    config: {},
    limits: { concurrency: 5, timeoutMs: 5_000 },
    idempotency: 'none',
    outcomes: [],
  }),
  configure: () => ({ send: async () => ({ kind: 'unknown', code: 'reset', detail: 'the connection was reset' }) }),
};

/** Always asks to be called later. */
const busy: Provider = {
  describe: () => ({ ...silent.describe(), type: 'busy', channels: ['whatsapp'] }),
  configure: () => ({
    send: async () => ({ kind: 'refused', class: 'transient', code: '503', detail: 'busy, try later' }),
  }),
};

let dashboard: Dashboard;
let browser: Browser;

beforeAll(async () => {
  const senders = [
    { key: 'inbox', provider: 'sandbox', channel: 'email' } as const,
    { key: 'silent', provider: 'silent', channel: 'sms' } as const,
    { key: 'busy', provider: 'busy', channel: 'whatsapp' } as const,
  ];
  [dashboard, browser] = await Promise.all([
    startDashboard({ senders, providers: [silent, busy], sequences: [sequence] }),
    startBrowser(),
  ]);
  for (const [key, name] of Object.entries({ ana: 'Ana Souza', bo: 'Bo Lind', cy: 'Cy Young', di: 'Di Marco' })) {
    await dashboard.call('PUT', `/v1/contacts/key:${key}`, { name, email: `${key}@example.com` });
  }
});

afterAll(async () => {
  await browser?.close();
  await dashboard?.close();
});

const schedule = (key: string, extra: object) =>
  dashboard.call('POST', '/v1/follow-ups', {
    contact: { key },
    channel: 'email',
    subject: 'Offer',
    text: 'Your offer',
    ...extra,
  });

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function isFocused(locator: Locator): Promise<boolean> {
  return (await locator.and(locator.page().locator(':focus')).count()) === 1;
}

/** Runs in the page: adds up how far things have moved without the user's doing. */
function watchLayoutShifts(): void {
  const sum = globalThis as unknown as { shifted: number };
  sum.shifted = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum.shifted += (entry as PerformanceEntry & { value: number }).value;
  });
  // The types of Node do not know this kind.
  observer.observe({ entryTypes: ['layout-shift' as 'measure'] });
}

/** Of a failed test the screen says more than the message. */
function keepScreen(page: Page, name: string): void {
  onTestFailed(async () => void (await page.screenshot({ path: join(tmpdir(), `relance-browser-${name}.png`) })));
}

test('a wrong key is refused in words, and the field is ready for another', async () => {
  const { page, complaints } = await openPage(browser, {}, /401/);
  keepScreen(page, 'wrong-key');
  await page.goto(`${dashboard.url}/inbox`);
  await page.getByRole('button', { name: 'Use an API key' }).click();
  const field = page.getByLabel('API key', { exact: true });
  await field.waitFor();
  expect(await isFocused(field)).toBe(true);
  await field.fill('rl_default_wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('This key is not known, or it was revoked.').waitFor();
  expect(await isFocused(field)).toBe(true);
  // What is typed now takes the place of it.
  await page.keyboard.insertText(dashboard.key);
  await page.keyboard.press('Enter');
  // Signing in leads to where one wanted to go.
  await page.getByRole('heading', { name: 'Sandbox inbox', level: 1 }).waitFor();
  expect(await page.evaluate(() => ({ ...localStorage }))).not.toMatchObject({ 'relance-key': expect.anything() });
  await page.getByText('No messages yet').waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a scheduled follow-up becomes sent before the eyes, explains itself, and its message is in the inbox', async () => {
  const { page, complaints } = await openPage(browser);
  keepScreen(page, 'sent');
  await dashboard.call('POST', '/v1/events', { type: 'lead.created', contact: { key: 'ana' }, lead: { key: 'l-1' } });
  await signIn(page, dashboard);
  await page.getByRole('tab', { name: 'All' }).click();
  const hello = row(page, 'hello');
  await hello.getByText('Scheduled').waitFor();
  dashboard.engine.start();
  await hello.getByText('Sent').waitFor();
  await page.getByRole('status').getByText('Ana Souza: Sent').waitFor({ state: 'attached' });

  // By keyboard: the link of the row, its drawer, and back to the link.
  const link = hello.getByRole('link', { name: 'Ana Souza' });
  await link.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Ana Souza' });
  await drawer.getByText(/It was sent by e-mail on/).waitFor();
  await drawer.getByRole('heading', { name: 'What was sent' }).waitFor();
  await drawer.getByText('Hello Ana Souza').waitFor();
  await drawer.getByText('Try 1: the provider took it.').waitFor();
  await drawer.getByText(/^through inbox/).waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await expect.poll(() => isFocused(link)).toBe(true);

  await page.getByRole('link', { name: 'Sandbox inbox' }).click();
  await page.getByRole('link', { name: 'ana@example.com' }).click();
  const message = page.getByRole('article', { name: 'Welcome' });
  await message.getByText('To ana@example.com').waitFor();
  await page.frameLocator('iframe[title="The formatted message"]').getByText('Hello Ana Souza').waitFor();
  await page.getByText('Plain text').click();
  await message.getByText('Hello Ana Souza', { exact: true }).waitFor();
  expect(await page.title()).toBe('Sandbox inbox · Relance');
  // The one complaint: the message wanted to run a script.
  expect(complaints).toEqual([
    expect.stringContaining("frame is sandboxed and the 'allow-scripts' permission is not set"),
  ]);
  await page.context().close();
});

test('what is tried again shows when, when it was due, and what its sender said', async () => {
  const { page, complaints } = await openPage(browser);
  keepScreen(page, 'tried-again');
  const addresses = [{ channel: 'whatsapp', value: '+14155550124' }];
  await dashboard.call('PUT', '/v1/contacts/key:flo', { name: 'Flo Rey', addresses });
  await schedule('flo', { channel: 'whatsapp', category: 'transactional', subject: undefined, after: '0s' });
  dashboard.engine.start();
  await signIn(page, dashboard);
  await page.getByRole('tab', { name: 'Upcoming' }).click();
  const waiting = row(page, 'Flo Rey');
  await waiting.getByText('Tried again: busy, try later').waitFor();
  await waiting.getByText(/, due \d\d:\d\d/).waitFor();
  await waiting.getByRole('link', { name: 'Flo Rey' }).click();
  await page.getByRole('dialog', { name: 'Flo Rey' }).getByText('Tried again', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByText('Tried again: busy, try later').waitFor();
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('what nobody knows the outcome of is settled by who has found out', async () => {
  const { page, complaints } = await openPage(browser);
  keepScreen(page, 'settled');
  await dashboard.call('PUT', '/v1/contacts/key:eli', { name: 'Eli Roth', phone: '+14155550123' });
  await schedule('eli', { channel: 'sms', category: 'transactional', subject: undefined, after: '0s' });
  dashboard.engine.start();
  await signIn(page, dashboard);
  await page.getByRole('tab', { name: 'Failed' }).click();
  const lost = row(page, 'Eli Roth');
  await lost.getByText('Unknown').waitFor();
  await lost.getByRole('button', { name: 'Actions for Eli Roth' }).click();
  await page.getByRole('menuitem', { name: 'It was sent', exact: false }).first().click();
  const question = page.getByRole('dialog', { name: 'Was the message to Eli Roth sent?' });
  await question.getByRole('button', { name: 'It was sent' }).click();
  await question.waitFor({ state: 'hidden' });
  await page.getByRole('tab', { name: 'Recent' }).click();
  await lost.getByText('Sent', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('cancelling asks first and then shows; what comes too late says why', async () => {
  const { page, complaints } = await openPage(browser, {}, /409/);
  keepScreen(page, 'cancel');
  await schedule('bo', { after: '1h' });
  const { id } = await schedule('cy', { after: '2h' });
  await signIn(page, dashboard);
  await row(page, 'Bo Lind').getByRole('button', { name: 'Actions for Bo Lind' }).click();
  await page.getByRole('menuitem', { name: 'Cancel' }).click();
  const question = page.getByRole('dialog', { name: 'Cancel the follow-up to Bo Lind?' });
  await expect.poll(() => isFocused(question.getByRole('button', { name: 'Keep it' }))).toBe(true);
  await question.getByRole('button', { name: 'Cancel it' }).click();
  await question.waitFor({ state: 'hidden' });
  await page.getByText('The follow-up to Bo Lind is cancelled.').waitFor();
  await row(page, 'Bo Lind').waitFor({ state: 'hidden' });

  await row(page, 'Cy Young').getByRole('link').click();
  await page.getByRole('dialog', { name: 'Cy Young' }).getByRole('button', { name: 'Send now' }).click();
  const other = page.getByRole('dialog', { name: 'Send to Cy Young now?' });
  await other.waitFor();
  await dashboard.call('POST', `/v1/follow-ups/${id}/cancel`);
  await other.getByRole('button', { name: 'Send now' }).click();
  await other
    .getByRole('alert')
    .getByText(/only a scheduled follow-up can be sent now/i)
    .waitFor();
  await other.getByRole('button', { name: 'Not now' }).click();
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: 'All' }).click();
  await row(page, 'Bo Lind').getByText('Cancelled', { exact: true }).waitFor();
  await page.getByLabel('State').selectOption('Skipped');
  await page.getByText('No follow-up matches').waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await row(page, 'Cy Young').getByText('Cancelled', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('what failed can be tried again, and sending now sends now', async () => {
  const { page, complaints } = await openPage(browser);
  keepScreen(page, 'retry');
  await schedule('di', { after: '0s', subject: 'Broken', text: 'Hello {{ contact.nickname.first }}' });
  await schedule('di', { after: '9h', subject: 'Tonight' });
  await signIn(page, dashboard);
  await page.getByRole('tab', { name: 'Failed' }).click();
  await row(page, 'Broken').getByText('Its text could not be made from the template').waitFor();
  await row(page, 'Broken').getByRole('button', { name: 'Actions for Di Marco' }).click();
  await page.getByRole('menuitem', { name: 'Try again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
  await page.getByText('The follow-up to Di Marco is tried again.').waitFor();
  await page.getByRole('tab', { name: 'Upcoming' }).click();
  await row(page, 'Tonight').getByRole('link').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send now' }).click();
  await page.getByRole('dialog', { name: 'Send to Di Marco now?' }).getByRole('button', { name: 'Send now' }).click();
  await page
    .getByRole('dialog', { name: 'Di Marco' })
    .getByText(/It was sent by e-mail on/)
    .waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('refreshing moves nothing, everything has a name, and a phone needs no sideways scrolling', async () => {
  const { page, complaints } = await openPage(browser);
  keepScreen(page, 'layout');
  await signIn(page, dashboard);
  await page.getByRole('tab', { name: 'All' }).click();
  await row(page, 'Bo Lind').waitFor();
  await page.evaluate(watchLayoutShifts);
  for (let refreshed = 0; refreshed < 3; refreshed += 1) {
    await page.waitForResponse((response) => response.url().includes('/v1/follow-ups?') && response.ok());
  }
  const shift = await page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted);
  expect(shift).toBeLessThan(0.001);

  await page.getByRole('table', { name: /All follow-ups, one per row/ }).waitFor();
  await page.getByRole('tabpanel', { name: 'All' }).waitFor();
  await page.getByRole('navigation', { name: 'Sections' }).first().waitFor();
  expect(await page.getByRole('columnheader').allTextContents()).toEqual([
    'Due',
    'Contact',
    'Sequence and step',
    'Channel',
    'State',
    'Actions',
  ]);
  for (const role of ['button', 'link', 'tab', 'combobox', 'img'] as const) {
    expect([role, await page.getByRole(role, { name: /^$/ }).count()]).toEqual([role, 0]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('list', { name: 'All follow-ups' }).getByRole('link', { name: 'Bo Lind' }).waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);

  await page.getByRole('button', { name: 'Colours: As the system' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const dark = await background();
  await page.reload();
  await page.getByRole('link', { name: 'Bo Lind' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await isFocused(page.getByRole('link', { name: 'To the content' }))).toBe(true);
  expect(await background()).toBe(dark);
  expect(dark).not.toBe('rgb(246, 247, 249)');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a key that is revoked while it is used leads back to signing in', async () => {
  const { page, complaints } = await openPage(browser, {}, /401/);
  keepScreen(page, 'revoked');
  const { id, key } = (await dashboard.call('POST', '/v1/keys', { name: 'short' })) as { id: string; key: string };
  await signIn(page, { url: dashboard.url, key });
  await dashboard.call('DELETE', `/v1/keys/${id}`);
  await page.getByText('This key is no longer accepted. Sign in again.').waitFor();
  await page.getByLabel('API key', { exact: true }).fill(dashboard.key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Follow-ups', level: 1 }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('while the server is gone the last state stays on the screen and says so; a first load can be tried again', async () => {
  const { page, complaints } = await openPage(browser, {}, /ERR_FAILED/);
  keepScreen(page, 'gone');
  await signIn(page, dashboard);
  await page.getByRole('tab', { name: 'All' }).click();
  await row(page, 'Bo Lind').waitFor();
  await page.route('**/v1/**', (route) => route.abort());
  await page.getByRole('alert').getByText('What you see is the last that was known.').waitFor();
  expect(await row(page, 'Bo Lind').isVisible()).toBe(true);
  await page.reload();
  const fault = page.getByRole('alert').filter({ hasText: 'The follow-ups could not be loaded' });
  await fault.getByText('The server cannot be reached.').waitFor();
  await page.unroute('**/v1/**');
  await fault.getByRole('button', { name: 'Try again' }).click();
  await row(page, 'Bo Lind').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});
