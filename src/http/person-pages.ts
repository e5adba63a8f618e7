/**
 * Where the links of messages lead, without a login: `/u/<token>`, what a person wants to get, and `/c/<token>`, confirming a
 * consent. The signed link is the authority. GET shows a page and changes nothing, since mail programs and their guards open
 * links by themselves; POST acts, from the page's buttons or from a mail program's own.
 *
 * @source RFC 8058 section 3 (one-click: POST with List-Unsubscribe=One-Click), RFC 2369 section 3.2
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { acceptedLocales, type Language, languageOf } from '../domain/language.ts';
import { preferenceKey } from '../domain/preferences.ts';
import { storableText } from '../domain/storable.ts';
import { confirmConsent, readConfirmation } from '../operations/confirm-consent.ts';
import type { OperationContext } from '../operations/context.ts';
import { choosable, readWishes, type Wishes } from '../operations/read-wishes.ts';
import { type LimitsChange, resubscribe, saveWishes, unsubscribe } from '../operations/save-wishes.ts';
import { confirmationPage, confirmationText, unknownPage } from './pages/confirmation-page.ts';
import { sendPage } from './pages/page-frame.ts';
import { filled, pageWords } from './pages/page-words.ts';
import { frequencies, preferencePage, shownFrequency, shownText } from './pages/preference-page.ts';

interface Linked {
  readonly Params: { readonly token: string };
}

const pauseMs = 30 * 24 * 3_600_000;

export function addPersonPages(app: FastifyInstance, context: OperationContext): void {
  app.register(async (pages) => {
    pages.removeAllContentTypeParsers();
    // What is no form of ours says nothing: the link says everything.
    pages.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) =>
      done(null, body),
    );
    const schema = { hide: true };

    pages.get<Linked>('/u/:token', { schema }, async (request, reply) => {
      const wishes = await readWishes(context, request.params.token);
      if (!wishes) return sendPage(reply.status(404), unknownPage(languageFor(request)));
      return sendPage(reply, preferencePage(languageFor(request, wishes), wishes, null));
    });

    pages.post<Linked>('/u/:token', { schema }, async (request, reply) => {
      const wishes = await readWishes(context, request.params.token);
      if (!wishes) return sendPage(reply.status(404), unknownPage(languageFor(request)));
      const language = languageFor(request, wishes);
      const done = await act(context, request, wishes, language);
      const now = (await readWishes(context, request.params.token)) ?? wishes;
      return sendPage(reply, preferencePage(language, now, done));
    });

    pages.get<Linked>('/c/:token', { schema }, async (request, reply) => {
      const asked = await readConfirmation(context, request.params.token);
      if (!asked) return sendPage(reply.status(404), unknownPage(languageFor(request)));
      return sendPage(reply, confirmationPage(languageOfConfirmation(request, asked.locales), asked));
    });

    pages.post<Linked>('/c/:token', { schema }, async (request, reply) => {
      const asked = await readConfirmation(context, request.params.token);
      if (!asked) return sendPage(reply.status(404), unknownPage(languageFor(request)));
      const language = languageOfConfirmation(request, asked.locales);
      await confirmConsent(context, asked, { ...visitor(request), text: confirmationText(language, asked) });
      const now = (await readConfirmation(context, request.params.token)) ?? asked;
      return sendPage(reply, confirmationPage(language, now));
    });
  });
}

/** Whatever is no choice on the page is the wish to get nothing: one click of a mail program, or an empty form. */
async function act(
  context: OperationContext,
  request: FastifyRequest,
  wishes: Wishes,
  language: Language,
): Promise<'saved' | 'isBack' | null> {
  const words = pageWords[language];
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
  const visit = visitor(request);
  const { organization } = wishes;
  switch (form.get('action')) {
    case 'save': {
      if (wishes.stopped !== null || wishes.address === null) return null;
      const known = new Set(
        wishes.channels.flatMap(({ channel }) => choosable.map((category) => preferenceKey(channel, category))),
      );
      const wanted = new Set(form.getAll('gets').filter((key) => known.has(key)));
      const limits = limitsChangeOf(form, wishes, context.clock.now());
      const textOf: Parameters<typeof saveWishes>[4] = (channel, categories) =>
        shownText(language, organization, channel, categories);
      await saveWishes(context, wishes, wanted, limits, textOf, visit);
      return 'saved';
    }
    case 'back': {
      if (!wishes.canReturn) return null;
      await resubscribe(context, wishes, { ...visit, text: `${words.back}. ${words.backText}` });
      return 'isBack';
    }
    default: {
      const text = form.get('action') === 'stop' ? `${words.stop}. ${filled(words.stopText, organization)}` : oneClick;
      await unsubscribe(context, wishes, { ...visit, text });
      return null;
    }
  }
}

const oneClick = 'List-Unsubscribe=One-Click';

/** What stands as the page showed it is no change: somebody else may have changed it since. Nor is what was not on offer. */
function limitsChangeOf(form: URLSearchParams, wishes: Wishes, now: number): LimitsChange {
  const chosen = form.get('frequency');
  const shown = form.get('shown') ?? shownFrequency(wishes);
  if (chosen === null || chosen === shown) return {};
  if (chosen === 'pause') return { pausedUntil: now + pauseMs };
  const hours = frequencies.find((one) => String(one ?? 'any') === chosen);
  return { ...(hours !== undefined && { frequencyHours: hours }), ...(shown === 'pause' && { pausedUntil: null }) };
}

function visitor(request: FastifyRequest) {
  const userAgent = request.headers['user-agent'];
  return { ip: request.ip, userAgent: userAgent === undefined ? null : storableText(userAgent, 500) };
}

/** The person's own language, as far as it is known, else the browser's, else the organization's. */
function languageFor(request: FastifyRequest, wishes?: Pick<Wishes, 'locale' | 'organizationLocale'>): Language {
  return languageOf(wishes?.locale, ...browserLocales(request), wishes?.organizationLocale);
}

function languageOfConfirmation(request: FastifyRequest, [own, theirs]: readonly (string | null)[]): Language {
  return languageOf(own, ...browserLocales(request), theirs);
}

function browserLocales({ headers }: FastifyRequest): readonly string[] {
  return acceptedLocales(headers['accept-language']);
}
