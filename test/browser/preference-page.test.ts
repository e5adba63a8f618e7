// The pages for the people who get messages, in a real browser: without scripts, by keyboard alone, on a phone, in the dark.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmationUrl, unsubscribeUrl } from '../../src/operations/public-links.ts';
import { type Dashboard, openPage, startBrowser, startDashboard } from './support/dashboard.ts';

let browser: Browser;
let server: Dashboard;
let link: string;
let confirmLink: string;

/** Pictures for the eye, where somebody wants them. */
const pictures = process.env.RELANCE_PICTURES;

beforeAll(async () => {
  browser = await startBrowser();
  server = await startDashboard({
    publicUrl: 'https://relance.example.com',
    secretKeys: [Buffer.alloc(32, 7).toString('base64')],
  });
  const contact = { key: 'ana', name: 'Ana', email: 'ana.oliveira@example.com', phone: '+33612345678' };
  await server.call('PUT', '/v1/contacts/key:ana', contact);
  const consent = {
    confirm: true,
    channels: ['sms'],
    categories: ['marketing', 'nurture'],
    text: 'Send me offers and advice by text message, about four a month. I can stop at any time with STOP.',
  };
  const { id } = await server.call('POST', '/v1/contacts/key:ana/consents', { consents: [consent] });
  const { items } = await server.engine.consents.history('key:ana');
  const { context, orgId } = server.engine;
  const mail = { orgId, contactId: id, channel: 'email', address: contact.email } as const;
  link = new URL(unsubscribeUrl(context, mail) ?? '').pathname;
  const asked = { orgId, eventId: items[0]?.eventId ?? '', channel: 'sms', expiresAt: Date.now() + 60_000 } as const;
  confirmLink = new URL(confirmationUrl(context, asked) ?? '').pathname;
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Measured {
  readonly overflow: number;
  readonly contrast: number;
  readonly target: number;
}

/** Runs in the page: by how much it is too wide, its lowest contrast, its lowest target. */
const measure = `(() => {
  const luminance = (color) => {
    const [r = 0, g = 0, b = 0] = (color.match(/[\\d.]+/g) ?? []).map((part) => {
      const value = Number(part) / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    if (!element) return 'rgb(255,255,255)';
    const color = getComputedStyle(element).backgroundColor;
    return /, 0\\)$/.test(color) || color === 'transparent' ? groundOf(element.parentElement) : color;
  };
  const contrasts = [...document.querySelectorAll('h1,h2,p,legend,span,button,blockquote')].map((element) => {
    const [one = 0, two = 0] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))].sort(
      (a, b) => b - a,
    );
    return (one + 0.05) / (two + 0.05);
  });
  const targets = [...document.querySelectorAll('button,label')].map(
    (element) => element.getBoundingClientRect().height,
  );
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    contrast: Math.min(...contrasts),
    target: Math.min(...targets, 1_000),
  };
})()`;

const sizes = { desktop: { width: 1_100, height: 800 }, phone: { width: 360, height: 740 } } as const;
const looks = (['desktop', 'phone'] as const).flatMap((size) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ size, colorScheme })),
);

test.each(looks)('fits its window, with large targets and readable text: $size, $colorScheme', async (look) => {
  const { size, colorScheme } = look;
  const options = { viewport: sizes[size], colorScheme, javaScriptEnabled: true };
  const { page, complaints } = await openPage(browser, options);
  for (const [name, path] of [
    ['preferences', link],
    ['confirmation', confirmLink],
    ['unknown', '/u/nothing'],
  ] as const) {
    await page.goto(server.url + path);
    const found = await page.evaluate<Measured>(measure);
    expect(found.overflow).toBeLessThanOrEqual(0);
    // WCAG 2.2: 1.4.3 wants 4.5 to 1; 2.5.5 wants 44 pixels.
    expect(found.contrast).toBeGreaterThanOrEqual(4.5);
    expect(found.target).toBeGreaterThanOrEqual(44);
    if (pictures) {
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}-${size}-${colorScheme}.png`), fullPage: true });
    }
  }
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
});

test('a click confirms what was asked', async () => {
  const { page } = await openPage(browser, { javaScriptEnabled: false, locale: 'de-DE' });
  await page.goto(server.url + confirmLink);
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await page.getByRole('button', { name: 'Ja, ich stimme zu' }).click();
  expect(await page.getByRole('status').textContent()).toBe('Danke, das ist bestätigt.');
  const { items } = await server.engine.consents.history('key:ana');
  expect(items.filter(({ state, cause }) => state === 'in' && cause === null).map(({ category }) => category)).toEqual([
    'nurture',
    'marketing',
  ]);
});

test('works without scripts and by keyboard alone: a choice is made, saved, everything stopped, and brought back', async () => {
  const { page } = await openPage(browser, { javaScriptEnabled: false, viewport: sizes.phone });
  await page.goto(server.url + link);
  await page.getByLabel('Offers and news').first().focus();
  await page.keyboard.press('Space');
  await page.getByLabel('As often as needed').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  expect(await page.getByRole('status').textContent()).toBe('Your choice is saved.');
  expect(await server.engine.preferences.read('key:ana')).toMatchObject({
    frequencyHours: 48,
    off: ['email:marketing'],
  });
  expect(
    await page
      .getByRole('group', { name: /E-mail/ })
      .getByLabel('Offers and news')
      .isChecked(),
  ).toBe(false);
  if (pictures) await page.screenshot({ path: join(pictures, 'saved.png'), fullPage: true });
  await page.getByRole('button', { name: 'Stop everything' }).click();
  expect(await page.getByRole('status').textContent()).toContain('will not write to you any more');
  if (pictures) await page.screenshot({ path: join(pictures, 'stopped.png'), fullPage: true });
  await page.getByRole('button', { name: 'Get messages again' }).press('Enter');
  expect(await page.getByRole('status').textContent()).toContain('again');
  expect(await server.engine.preferences.read('key:ana')).toMatchObject({ off: ['email:marketing'] });
});
