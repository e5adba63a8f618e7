/**
 * The frame of the pages that people see who get messages: one file, no script, nothing loaded from anywhere. It works
 * without JavaScript, by keyboard, on a phone, in light and dark.
 *
 * @source WCAG 2.2: 1.4.3 (contrast), 2.4.7 (focus), 2.5.8 (size of targets), 3.1.1 (language)
 */
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Language } from '../../domain/language.ts';

export interface PageContent {
  readonly language: Language;
  readonly title: string;
  /** HTML. What is not ours goes through `escaped`. */
  readonly body: string;
}

const style = `
:root{color-scheme:light dark;--text:#1b1f24;--soft:#57606a;--ground:#f3f4f6;--card:#fff;--line:#d3d7dc;--accent:#1a56c4;
--on-accent:#fff;--good:#e6f4ea;--good-line:#2e7d46;--danger:#b3261e;font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
@media(prefers-color-scheme:dark){:root{--text:#e8eaed;--soft:#a6adb7;--ground:#14171b;--card:#1e2227;--line:#3a4048;--accent:#8ab4f8;
--on-accent:#10233f;--good:#173223;--good-line:#6fcf8f;--danger:#f2a39c}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);padding:2rem 1rem 3rem}
main{max-width:38rem;margin:0 auto}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem;overflow-wrap:anywhere}
h2{font-size:1.0625rem;margin:0 0 .5rem}
p{margin:0 0 1rem}
h1+.soft{margin:0 0 .25rem}
.soft{color:var(--soft)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem;margin:0 0 1rem}
.card>:last-child{margin-bottom:0}
fieldset{min-width:0;margin:0 0 1rem}
legend{font-weight:600;font-size:1.0625rem;padding:0;float:left;width:100%;margin:0 0 .25rem}
legend .soft{font-weight:400;font-size:.9375rem;margin-inline-start:.375rem;overflow-wrap:anywhere}
legend+*{clear:both}
fieldset.card{display:block}
.choice{display:flex;gap:.75rem;align-items:flex-start;min-height:2.75rem;padding:.625rem 0;border-top:1px solid var(--line);cursor:pointer}
fieldset.card{padding-bottom:.625rem}
legend+.choice,.note+.choice{border-top:0}
.choice input{flex:none;width:1.25rem;height:1.25rem;margin:.125rem 0 0;accent-color:var(--accent)}
.note{clear:both;color:var(--soft);font-size:.9375rem;margin:0}
.status{background:var(--good);border:1px solid var(--good-line);border-radius:.75rem;padding:.75rem 1rem;margin:0 0 1rem}
button{font:inherit;font-weight:600;min-height:2.75rem;padding:.625rem 1.25rem;border-radius:.5rem;border:1px solid var(--accent);
background:var(--accent);color:var(--on-accent);cursor:pointer}
button.plain{background:transparent;color:var(--danger);border-color:var(--danger)}
button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.choice:has(input:focus-visible){outline:2px solid var(--accent);outline-offset:2px;border-radius:.25rem}
.choice:has(input:focus-visible) input{outline:0}
a{display:inline-block;color:var(--accent);padding:.625rem 0;min-height:2.75rem;text-underline-offset:.2em}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
blockquote{margin:0 0 1rem;padding-inline-start:1rem;border-inline-start:3px solid var(--line);overflow-wrap:anywhere}
@media(max-width:30rem){body{padding:1.25rem .75rem 2rem}button{width:100%}}
@media(prefers-contrast:more){:root{--line:currentColor;--soft:var(--text)}}
`.replaceAll('\n', '');

/** No script, no frame around it, no form to elsewhere; the one style by its hash. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join(';');

export function sendPage(reply: FastifyReply, { language, title, body }: PageContent): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': policy,
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      // The address is the authority: it must not travel on.
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
    .send(
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
        `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">` +
        `<title>${escaped(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`,
    );
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
