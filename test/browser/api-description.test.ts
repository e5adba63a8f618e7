// The page that describes the API, as somebody who has never seen it opens it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dashboard, openPage, startBrowser, startDashboard } from './support/dashboard.ts';

let dashboard: Dashboard;
let browser: Awaited<ReturnType<typeof startBrowser>>;

beforeAll(async () => {
  [dashboard, browser] = await Promise.all([startDashboard(), startBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await dashboard.close();
});

test('the description loads without asking anybody else, and shows calls that can be made as they are', async () => {
  const { page, complaints } = await openPage(browser, { viewport: { width: 1_500, height: 1_000 } });
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  await page.goto(`${dashboard.url}/docs#tag/follow-ups/GET/v1/follow-ups`);
  await page.getByRole('heading', { name: 'List follow-ups' }).first().waitFor();
  const call = page.getByText(`${dashboard.url}/v1/follow-ups`).first();
  await call.waitFor();
  // Not with every filter at once.
  expect(await call.textContent()).not.toContain('sequence=');
  expect(await page.getByText('Ask AI').count()).toBe(0);
  expect([...asked].filter((origin) => origin.startsWith('http'))).toEqual([dashboard.url]);
  expect(complaints).toEqual([]);
});
