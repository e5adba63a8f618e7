/**
 * `/u/<token>`: where the unsubscribe link of a message leads. No login. GET shows a page and changes nothing, since mail programs
 * and their guards open links by themselves; POST acts, from the page's button or from a mail program's own.
 *
 * @source RFC 8058 section 3 (one-click: POST with List-Unsubscribe=One-Click), RFC 2369 section 3.2
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { OperationContext } from '../operations/context.ts';
import { readUnsubscribeOffer, unsubscribe } from '../operations/unsubscribe.ts';

export function addUnsubscribe(app: FastifyInstance, context: OperationContext): void {
  app.register(async (pages) => {
    pages.removeAllContentTypeParsers();
    // Whatever the body says, the link says everything.
    pages.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 16_384 }, (_request, _body, done) => done(null));
    pages.get<{ Params: { token: string } }>('/u/:token', { schema: { hide: true } }, async ({ params }, reply) => {
      const offer = await readUnsubscribeOffer(context, params.token);
      if (!offer) return page(reply.status(404), 'en', '', 'unknown');
      return page(reply, offer.locale, offer.organization, offer.isDone ? 'done' : 'offer');
    });
    pages.post<{ Params: { token: string } }>('/u/:token', { schema: { hide: true } }, async ({ params }, reply) => {
      const offer = await readUnsubscribeOffer(context, params.token);
      if (!offer) return page(reply.status(404), 'en', '', 'unknown');
      await unsubscribe(context, offer);
      return page(reply, offer.locale, offer.organization, 'done');
    });
  });
}

interface Words {
  readonly title: string;
  readonly offer: string;
  readonly button: string;
  readonly done: string;
  readonly unknown: string;
}

/** `%` is the organization. */
const languages: Readonly<Record<string, Words>> = {
  en: {
    title: 'Unsubscribe',
    offer: 'Do you want to get no more messages from %?',
    button: 'Yes, no more messages',
    done: 'Done: % will not write to you any more.',
    unknown: 'This link is not valid any more.',
  },
  fr: {
    title: 'Se désabonner',
    offer: 'Souhaitez-vous ne plus recevoir de messages de % ?',
    button: 'Oui, plus aucun message',
    done: "C'est fait : % ne vous écrira plus.",
    unknown: "Ce lien n'est plus valable.",
  },
  es: {
    title: 'Darse de baja',
    offer: '¿Desea no recibir más mensajes de %?',
    button: 'Sí, ningún mensaje más',
    done: 'Hecho: % no volverá a escribirle.',
    unknown: 'Este enlace ya no es válido.',
  },
  de: {
    title: 'Abmelden',
    offer: 'Möchten Sie keine Nachrichten mehr von % erhalten?',
    button: 'Ja, keine Nachrichten mehr',
    done: 'Erledigt: % schreibt Ihnen nicht mehr.',
    unknown: 'Dieser Link ist nicht mehr gültig.',
  },
};

const style =
  ':root{color-scheme:light dark;font:1.0625rem/1.5 system-ui,sans-serif}body{margin:0;min-height:100vh;display:grid;place-items:center}' +
  'main{max-width:32rem;padding:1.5rem;text-align:center}button{font:inherit;padding:.75rem 1.5rem;border:0;border-radius:.5rem;' +
  'background:#1c5fd4;color:#fff;cursor:pointer}button:focus-visible{outline:3px solid currentColor;outline-offset:3px}';

function page(
  reply: FastifyReply,
  locale: string,
  organization: string,
  what: 'offer' | 'done' | 'unknown',
): FastifyReply {
  const language = locale.slice(0, 2).toLowerCase();
  const words = languages[language] ?? (languages.en as Words);
  const text = escaped(words[what].replace('%', () => organization));
  const form =
    what === 'offer' ? `<form method="post"><button type="submit">${escaped(words.button)}</button></form>` : '';
  const lang = languages[language] ? language : 'en';
  const body = what === 'done' ? `<p role="status">${text}</p>` : `<p>${text}</p>${form}`;
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex')
    .send(
      `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>${escaped(words.title)}</title><style>${style}</style></head><body><main><h1>${escaped(words.title)}</h1>${body}</main></body></html>`,
    );
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
