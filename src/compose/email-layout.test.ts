import { beforeAll, describe, expect, it } from 'vitest';
import { type EmailLayout, layOutEmail, prepareEmailLayout } from './email-layout.ts';
import { emailBody } from './email-markup.ts';

let layOut: EmailLayout;
beforeAll(async () => {
  layOut = await prepareEmailLayout();
});

const message = { subject: 'Tomorrow at ten', text: 'Hello Ada,\n\nsee you then.\nThe Studio' };
const textOf = (html: string) => html.replace(/^[\s\S]*<body[^>]*>/, '').replaceAll(/<!--[\s\S]*?-->|<[^>]+>/g, ' ');

describe('a message as HTML', () => {
  it('is a whole document with its words, and always the same', async () => {
    const html = layOut(message);
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).toContain('<title>Tomorrow at ten</title>');
    expect(html).toContain(
      '<p dir="auto" style="margin:0 0 16px">Hello Ada,</p><p dir="auto" style="margin:0">see you then.<br>The Studio</p>',
    );
    expect(layOut(message)).toBe(html);
    expect(await layOutEmail(message)).toBe(html);
    expect(html).not.toMatch(/\[\[|\]\]/);
  });

  it('can be read aloud, in the dark, and in the list of mails', () => {
    const html = layOut({ ...message, locale: 'fr-CA' });
    expect(html).toMatch(/<html lang="fr-CA" dir="ltr"/);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('role="article"');
    // Tables are for the layout only.
    for (const [table] of html.replaceAll(/<!--[\s\S]*?-->/g, '').matchAll(/<table[^>]*>/g))
      expect(table).toContain('role="presentation"');
    expect(html).toMatch(/display:none[^>]*>Hello Ada, see you then. The Studio&#847;/);
  });

  it.each([
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['fa', 'rtl'],
    ['ku-Arab', 'rtl'],
    ['az-Latn', 'ltr'],
    ['en', 'ltr'],
    ['ja-JP', 'ltr'],
  ])('in %s is written %s', (locale, direction) => {
    const html = layOut({ ...message, locale });
    expect(html).toContain(`<html lang="${locale}" dir="${direction}"`);
    expect(html).toContain(`direction:${direction}`);
    expect(html).toContain(direction === 'rtl' ? 'text-align:right' : 'text-align:left');
  });

  it('in an unknown language says that', () => {
    for (const locale of [undefined, 'not a locale', '"><script>']) {
      const html = layOut({ ...message, ...(locale !== undefined && { locale }) });
      expect(html).toContain('<html lang="und" dir="ltr"');
    }
  });

  it('lets nothing of the text be markup', () => {
    const evil = '</title></p><script>alert(1)</script> "\'&amp; [[body]] [[footer]] $& <!-- {{x}}';
    const html = layOut({
      subject: evil,
      text: evil,
      organizationName: evil,
      footer: evil,
      unsubscribeUrl: 'https://example.com/?a="b'.replace('"', '%22'),
    });
    expect(html).not.toContain('<script');
    expect(html.match(/<\/title>/g)).toHaveLength(1);
    expect(html).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt; &quot;&#39;&amp;amp; [[body]] [[footer]] $&amp; &lt;!-- {{x}}',
    );
  });

  it('has the name above and the footer below where they are given only', () => {
    const bare = layOut(message);
    expect(bare).not.toContain('class="small"');
    const html = layOut({
      ...message,
      organizationName: 'The Studio & Sons',
      footer: '1 Main Street\nExampletown',
      unsubscribeUrl: 'https://example.com/u/abc?x=1&y=2',
      locale: 'de-AT',
    });
    const words = textOf(html).replaceAll(/\s+/g, ' ');
    expect(words).toMatch(/The Studio &amp; Sons Hello Ada, .* 1 Main Street Exampletown .*Abmelden/);
    expect(html).toContain('href="https://example.com/u/abc?x=1&amp;y=2"');
  });

  it('refuses an address to unsubscribe that is none', () => {
    for (const unsubscribeUrl of ['javascript:alert(1)', 'example.com', '', 'https://example.com/">']) {
      expect(() => layOut({ ...message, unsubscribeUrl })).toThrow();
    }
  });

  it('is small, and made in next to no time', () => {
    const text = 'A line of words, and https://example.com/a/link?with=things to look at.\n\n'.repeat(10);
    expect(Buffer.byteLength(layOut({ ...message, text }))).toBeLessThan(16_000);
    const startedAt = performance.now();
    for (let round = 0; round < 1000; round++) layOut({ ...message, text, footer: 'x', locale: 'fr' });
    const micros = performance.now() - startedAt;
    // Tens of microseconds on an idle machine; this one may be busy.
    expect(micros).toBeLessThan(5000);
  });
});

describe('links', () => {
  it.each([
    ['See https://example.com.', 'https://example.com', '.'],
    ['(https://example.com/a_(b))', 'https://example.com/a_(b)', ')'],
    ['“https://example.com/?a=1&b=2”', 'https://example.com/?a=1&amp;b=2', '”'],
    ['HTTP://EXAMPLE.COM/x, and', 'HTTP://EXAMPLE.COM/x', ', and'],
    ['<https://example.com/x>', 'https://example.com/x', '&gt;'],
    ['https://example.com/ü', 'https://example.com/ü', ''],
  ])('%s', (text, href, after) => {
    expect(emailBody(text)).toContain(`href="${href}" style="color:#0b57d0">${href}</a>${after}`);
  });

  it('are made of nothing else', () => {
    for (const text of [
      'javascript:alert(1)',
      'ftp://example.com',
      'www.example.com',
      'https://',
      'xhttps://example.com',
    ]) {
      expect(emailBody(text)).not.toContain('<a ');
    }
    expect(emailBody('https://example.com/"onclick="x')).toContain('href="https://example.com/" ');
  });

  it('stay cheap in text that was made to be slow', () => {
    const startedAt = performance.now();
    emailBody(`https://example.com/${')'.repeat(100_000)}`);
    emailBody('https://'.repeat(20_000));
    emailBody(' \n'.repeat(100_000));
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});
