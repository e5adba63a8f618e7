/** What a target is told, in words: everything of one message, in the organization's language. */
import { type AlertKind, aboutSenders, type KeptAlert } from './alert.ts';
import type { AlertItem } from './decide-alerts.ts';
import type { Fact } from './facts.ts';
import { storableText } from './storable.ts';
import { wordsAt } from './words/reason-in-words.ts';
import { durationInWords, instantInWords, ToldFacts, type Voice } from './words/told.ts';

export interface AlertSurroundings {
  readonly voice: Voice;
  /** The name of the organization. */
  readonly organization: string;
  /** Where the dashboard is, without a slash at the end; undefined where that is not known. */
  readonly publicUrl: string | undefined;
}

/** Of a text message: the others are only counted. */
const shortItemsMax = 3;
/** Causes of one alert. */
const causesMax = 5;

/** Pages of the dashboard. */
const pages: Readonly<Partial<Record<AlertKind, string>>> = {
  dead_letters: '/follow-ups?view=failed',
  unknown_outcomes: '/follow-ups?view=failed',
  coverage_gaps: '/coverage',
};

/** @param isShort for channels that are paid by length: titles only */
export function alertText(
  items: readonly AlertItem[],
  surroundings: AlertSurroundings,
  isShort: boolean,
): { readonly subject: string; readonly text: string } {
  const { voice, organization, publicUrl } = surroundings;
  const { more, colon } = voice.words.alerts;
  const titles = items.map((item) => titleOf(item, voice));
  const subject = `${organization}${colon}${titles[0]}${items.length > 1 ? ` (${more(items.length - 1)})` : ''}`;
  if (isShort) {
    const left = items.length - shortItemsMax;
    const link = publicUrl === undefined ? [] : [`${publicUrl}/alerts`];
    const lines = [...titles.slice(0, shortItemsMax), ...(left > 0 ? [more(left)] : []), ...link];
    return { subject, text: `${organization}${colon}${lines.join('\n')}` };
  }
  const paragraphs = items.map((item) => paragraph(item, surroundings));
  return { subject, text: [organization, ...paragraphs].join('\n\n') };
}

/** As one line, such as `Urgent: the sender office (e-mail) does not work`. */
function titleOf({ alert, news }: AlertItem, voice: Voice): string {
  const { levels, kinds, isOver, colon } = voice.words.alerts;
  return news === 'over'
    ? `${isOver}${colon}${kinds[alert.kind].over(toldOf(alert, voice))}`
    : `${levels[alert.level]}${colon}${kinds[alert.kind].title(toldOf(alert, voice))}`;
}

function paragraph({ alert, news }: AlertItem, { voice, publicUrl }: AlertSurroundings): string {
  const { levels, kinds, isOver, since, stillSince, lasted, colon } = voice.words.alerts;
  const facts = toldOf(alert, voice);
  if (news === 'over') {
    const took = durationInWords(voice, alert.seenAt - alert.since);
    return `${isOver}${colon}${kinds[alert.kind].over(facts)} ${lasted(took)}`;
  }
  const begun = instantInWords(voice, alert.since);
  const link = publicUrl === undefined ? '' : `\n${publicUrl}${pages[alert.kind] ?? '/alerts'}`;
  return `${levels[alert.level]}${colon}${sentenceOf(alert, voice)}\n${(news === 'again' ? stillSince : since)(begun)}${link}`;
}

/** What stands, as sentences. */
export function sentenceOf(alert: Pick<KeptAlert, 'kind' | 'facts'>, voice: Voice): string {
  return voice.words.alerts.kinds[alert.kind].text(toldOf(alert, voice));
}

function toldOf({ kind, facts }: Pick<KeptAlert, 'kind' | 'facts'>, voice: Voice): ToldFacts {
  const { causes, isLast, ...plain } = facts;
  const said = aboutSenders.includes(kind) && typeof plain.said === 'string' ? { said: sentence(plain.said) } : {};
  return new ToldFacts(voice, {
    ...plain,
    ...said,
    ...(isLast === true && { isLast: 'yes' }),
    ...(causes !== undefined && { causes: causesInWords(causes, voice) }),
  });
}

/** On one line, with a full stop. */
function sentence(text: string): string {
  const line = storableText(text.replaceAll(/\s+/g, ' ').trim(), 300);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

/** `3 leads: no sequence is about such records; 1 conversation: ….` */
function causesInWords(causes: Fact, { words, locale }: Voice): string {
  const { records, causes: names, colon } = words.alerts;
  const rule = new Intl.PluralRules(locale);
  const parts = [causes].flat().flatMap((one) => {
    if (typeof one !== 'object' || one === null || !('count' in one)) return [];
    const { type, cause, count } = one;
    const [single, many] = wordsAt(records, String(type)) ?? ['', ''];
    const why = wordsAt<string>(names, String(cause)) ?? String(cause);
    return [`${count} ${rule.select(Number(count)) === 'one' ? single : many}${colon}${why}`];
  });
  const left = parts.length - causesMax;
  return `${[...parts.slice(0, causesMax), ...(left > 0 ? [words.alerts.more(left)] : [])].join(colon.replace(':', ';'))}.`;
}
