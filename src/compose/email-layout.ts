/**
 * The one HTML layout of our e-mails: what was written as plain text, readable everywhere. It looks like a letter, not
 * like an advertisement: one column, the system's letters, light or dark as the reader has it.
 *
 * mjml turns its layout into the tables that mail programs need. That takes a second to load, so it happens once, on
 * demand, into pieces between which the words of a message are put. The same message always gives the same bytes.
 */
import { relanceError } from '../errors.ts';
import { emailBody, escapeHtml, isWebAddress, oneLine } from './email-markup.ts';

export interface EmailContent {
  readonly subject: string;
  /** Plain text: blank lines part paragraphs, web addresses become links, nothing else means anything. */
  readonly text: string;
  /** BCP 47, for example `fr-CA`; says the language and the direction of writing. */
  readonly locale?: string;
  /** Above the text. */
  readonly organizationName?: string;
  /** http: or https:. */
  readonly unsubscribeUrl?: string;
  /** Plain text below everything, for example the postal address. */
  readonly footer?: string;
}

export type EmailLayout = (content: EmailContent) => string;

let prepared: Promise<EmailLayout> | undefined;

/** The whole HTML document of a message. The first call takes about a second, each one after it microseconds. */
export async function layOutEmail(content: EmailContent): Promise<string> {
  return (await prepareEmailLayout())(content);
}

/** Loads mjml and compiles the layout, once per process. What it resolves to needs no waiting. */
export function prepareEmailLayout(): Promise<EmailLayout> {
  prepared ??= compileAll().catch((error: unknown) => {
    // The next message tries again: it may have been memory.
    prepared = undefined;
    throw error;
  });
  return prepared;
}

type Slot = 'title' | 'lang' | 'preheader' | 'organization' | 'body' | 'footer';

interface Variant {
  readonly direction: 'ltr' | 'rtl';
  readonly header: boolean;
  readonly footer: boolean;
}

/** Texts of the layout, with the name of a slot between two of them. */
type Pieces = readonly string[];

async function compileAll(): Promise<EmailLayout> {
  // @ts-expect-error: the package brings no types
  const { default: mjml } = await import('mjml');
  const compile: (source: string, options: object) => Promise<{ html: string; errors: unknown[] }> = mjml;
  const compiled = new Map<string, Pieces>();
  for (const direction of ['ltr', 'rtl'] as const) {
    for (const header of [false, true]) {
      for (const footer of [false, true]) {
        const variant = { direction, header, footer };
        const { html, errors } = await compile(source(variant), { validationLevel: 'strict' });
        if (errors.length > 0) throw relanceError('invariant_broken', 'the layout of e-mails is not valid');
        // Indents and blank lines are a third of it.
        compiled.set(
          nameOf(variant),
          html
            .replaceAll(/\s*\n\s*/g, '\n')
            .trim()
            .split(/\[\[(\w+)\]\]/),
        );
      }
    }
  }
  return (content) => fill(compiled, content);
}

const nameOf = ({ direction, header, footer }: Variant) => `${direction} ${header} ${footer}`;

function fill(compiled: ReadonlyMap<string, Pieces>, content: EmailContent): string {
  const { subject, text, organizationName = '', footer = '', unsubscribeUrl } = content;
  // A mail without its link must not go out as if it had one.
  if (unsubscribeUrl !== undefined && !isWebAddress(unsubscribeUrl))
    throw relanceError('invariant_broken', 'the address to unsubscribe is neither http: nor https:');
  const { language, direction } = readLocale(content.locale);
  const below = [
    ...(footer.trim() === '' ? [] : [emailBody(footer)]),
    ...(unsubscribeUrl === undefined ? [] : [unsubscribeLink(unsubscribeUrl, language)]),
  ];
  const slots: Record<Slot, string> = {
    title: escapeHtml(oneLine(subject)),
    lang: escapeHtml(language),
    preheader: preheader(text),
    organization: escapeHtml(oneLine(organizationName)),
    body: emailBody(text),
    footer: below.join(''),
  };
  const variant = { direction, header: slots.organization !== '', footer: below.length > 0 };
  const pieces = compiled.get(nameOf(variant)) as Pieces;
  return pieces.map((piece, index) => (index % 2 === 0 ? piece : slots[piece as Slot])).join('');
}

const blanks = '&#847;&zwnj;&nbsp;'.repeat(40);

/** What the list of mails shows beside the subject. The blanks keep programs from showing the text a second time. */
function preheader(text: string): string {
  const words = oneLine(text.slice(0, 1000));
  const short =
    words.length <= 120
      ? words
      : `${words
          .slice(0, 119)
          .replace(/\s\S*$/, '')
          .toWellFormed()}…`;
  return `${escapeHtml(short)}${blanks}`;
}

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

interface Writing {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

/** To ask for a locale takes longer than all the rest of a message. */
const writings = new Map<string, Writing>();

function readLocale(locale = 'und'): Writing {
  const known = writings.get(locale);
  if (known) return known;
  const read = askLocale(locale);
  // There are not that many: what fills this up is nonsense.
  if (writings.size >= 1000) writings.clear();
  writings.set(locale, read);
  return read;
}

/** `und` is BCP 47's word for a language that is not known. */
function askLocale(locale: string): Writing {
  try {
    const asked = new Intl.Locale(locale);
    const script = asked.baseName === 'und' ? undefined : asked.maximize().script;
    return { language: asked.baseName, direction: rightToLeft.has(script ?? '') ? 'rtl' : 'ltr' };
  } catch {
    return { language: 'und', direction: 'ltr' };
  }
}

/** In the languages of most of our mails; in English elsewhere. */
const unsubscribeWords: Readonly<Record<string, string>> = {
  ar: 'إلغاء الاشتراك',
  da: 'Afmeld',
  de: 'Abmelden',
  en: 'Unsubscribe',
  es: 'Cancelar la suscripción',
  fi: 'Peruuta tilaus',
  fr: 'Se désabonner',
  he: 'הסרה מרשימת התפוצה',
  it: 'Annulla l’iscrizione',
  ja: '配信停止',
  nb: 'Meld deg av',
  nl: 'Afmelden',
  pl: 'Wypisz się',
  pt: 'Cancelar a inscrição',
  sv: 'Avregistrera dig',
  tr: 'Abonelikten çık',
  uk: 'Відписатися',
  zh: '退订',
};

function unsubscribeLink(url: string, language: string): string {
  const words = unsubscribeWords[language.split('-')[0] as string] ?? unsubscribeWords.en;
  return `<p style="margin:0"><a class="link" href="${escapeHtml(url)}" style="color:#57606a">${words}</a></p>`;
}

const letters = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

function source({ direction, header, footer }: Variant): string {
  const align = direction === 'rtl' ? 'right' : 'left';
  const text = (size: number, color: string, name: string, content: string) =>
    `<mj-text css-class="${name}" align="${align}" font-size="${size}px" line-height="1.55" color="${color}">${content}</mj-text>`;
  return `<mjml lang="[[lang]]" dir="${direction}">
  <mj-head>
    <mj-title>[[title]]</mj-title>
    <mj-preview>[[preheader]]</mj-preview>
    <mj-attributes><mj-all font-family="${letters}" /></mj-attributes>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-style>
      :root { color-scheme: light dark; supported-color-schemes: light dark; }
      @media (prefers-color-scheme: dark) {
        body, .page { background-color: #16181d !important; }
        .words div, .name div { color: #e6e8eb !important; }
        .small div, .small a { color: #a2a9b3 !important; }
        .words a { color: #8ab4f8 !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body css-class="page" background-color="#ffffff" width="600px">
    <mj-section direction="${direction}" padding="24px 0">
      <mj-column>
        ${header ? text(14, '#57606a', 'name', '<strong>[[organization]]</strong>') : ''}
        ${text(16, '#1f2328', 'words', '[[body]]')}
        ${footer ? `<mj-divider border-width="1px" border-color="#d0d7de" padding="16px 25px" />${text(13, '#57606a', 'small', '[[footer]]')}` : ''}
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
}
