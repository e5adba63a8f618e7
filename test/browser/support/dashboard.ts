// The whole thing for browser tests: a database of its own, the engine with sandbox senders, the server on loopback with the
// built dashboard, and a Chromium that comes from npm.
import type { AddressInfo } from 'node:net';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { createEngine, type Engine } from '../../../src/engine.ts';
import type { EngineOptions } from '../../../src/engine-options.ts';
import { createServer } from '../../../src/http/server.ts';
import { createApiKey } from '../../../src/operations/api-keys.ts';
import { createTestDatabase } from '../../support/postgres.ts';

export interface Dashboard {
  readonly engine: Engine;
  readonly url: string;
  /** With every scope. */
  readonly key: string;
  call(method: string, path: string, body?: unknown): Promise<{ readonly id: string }>;
  close(): Promise<void>;
}

/** Also when the tests are not started by `npm test`, which builds before. */
async function build(): Promise<void> {
  const script = new URL('../../../scripts/dashboard.mjs', import.meta.url).href;
  await ((await import(script)) as { buildDashboardIfStale(): Promise<void> }).buildDashboardIfStale();
}

/** A running server; nothing is sent before `engine.start()`. */
export async function startDashboard(options: Omit<EngineOptions, 'database'> = {}): Promise<Dashboard> {
  await build();
  const database = await createTestDatabase();
  const engine = await createEngine({ worker: { clockStableMs: 0 }, ...options, database: database.url });
  const { key } = await createApiKey(engine.context, { id: engine.orgId, key: 'default' }, { name: 'browser' });
  const { context, intake, telemetry } = engine;
  const server = await createServer({ context, intake, telemetry, version: '0.0.0' });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    engine,
    url,
    key,
    call: async (method, path, body = {}) => {
      const headers = { 'x-api-key': key, 'content-type': 'application/json' };
      const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as { id: string };
    },
    close: async () => {
      await server.close();
      await engine.stop();
      await database.drop();
    },
  };
}

/** A browser that works for root, too, and on machines without a display or fonts. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await sparticuz.executablePath();
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'];
  return chromium.launch({ executablePath, args, headless: true });
}

export interface WatchedPage {
  readonly page: Page;
  /** What the browser complained about: errors in the console, scripts that threw, files that were refused. */
  readonly complaints: readonly string[];
}

/** @param expected complaints that belong to the test, for example the 401 of a wrong key */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
  expected?: RegExp,
): Promise<WatchedPage> {
  const context = await browser.newContext({ timezoneId: 'Europe/Paris', locale: 'en-GB', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const complain = (text: string) => {
    if (!expected?.test(text)) complaints.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complain(message.text());
  });
  page.on('pageerror', (error) => complain(error.stack ?? error.message));
  page.setDefaultTimeout(15_000);
  return { page, complaints };
}

export async function signIn(page: Page, { url, key }: Pick<Dashboard, 'url' | 'key'>): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Use an API key' }).click();
  await page.getByLabel('API key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Follow-ups', level: 1 }).waitFor();
}
