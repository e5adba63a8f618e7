/** German: alerts. */
import type { AlertWords } from './alert-words.ts';
import type { Told } from './facts-in-words.ts';

const said = (words: string | undefined) => (words === undefined ? '' : ` Der Anbieter sagte: ${words}`);
const messages = (f: Told) => (f.count('count') === 1 ? '1 Nachricht' : `${f.text('count')} Nachrichten`);
const some = (f: Told, one: string, many: string) => (f.count('count') === 1 ? one : many);

export const alerts: AlertWords = {
  colon: ': ',
  levels: { warning: 'Achtung', critical: 'Dringend' },
  kinds: {
    sender_unavailable: {
      title: (f) => `der Absender ${f.text('sender')} (${f.channel()}) funktioniert nicht`,
      text: (f) =>
        `Der Absender ${f.text('sender')} (${f.channel()}) funktioniert nicht. ${
          f.maybe('isLast') === undefined
            ? 'Nachrichten gehen über den nächsten seines Kanals hinaus.'
            : 'Kein anderer dieses Kanals funktioniert: Die Nachrichten warten.'
        }${said(f.maybe('said'))}`,
      over: (f) => `Der Absender ${f.text('sender')} (${f.channel()}) funktioniert wieder.`,
    },
    engine_late: {
      title: () => 'Nachrichten gehen verspätet hinaus',
      text: (f) =>
        `Nachrichten gehen verspätet hinaus: Die älteste fällige wartet seit ${f.duration('waits')}. Läuft ein Worker?`,
      over: () => 'Nachrichten gehen wieder pünktlich hinaus.',
    },
    dead_letters: {
      title: (f) => `${messages(f)} in einer Stunde aufgegeben`,
      text: (f) =>
        `In einer Stunde ${some(f, 'wurde', 'wurden')} ${messages(f)} aufgegeben. Der häufigste Grund (${f.text('ofReason')}): ${f.reason('reason')}. Was aufgegeben wurde, kann man erneut versuchen oder verwerfen.`,
      over: () =>
        'Es werden kaum noch Nachrichten aufgegeben. Was aufgegeben wurde, wartet darauf, dass es jemand erneut versucht oder verwirft.',
    },
    unknown_outcomes: {
      title: (f) => `bei ${messages(f)} ist der Versand ungewiss`,
      text: (f) =>
        `Bei ${messages(f)} weiß niemand, ob sie verschickt ${some(f, 'wurde', 'wurden')}, und nichts geht dem mehr nach. Fragen Sie den Anbieter und tragen Sie das Ergebnis ein.`,
      over: () => 'Es gibt keine Nachricht mehr, bei der ungewiss ist, ob sie verschickt wurde.',
    },
    coverage_gaps: {
      title: (f) => `um ${f.text('count')} von ${f.text('live')} offenen Vorgängen kümmert sich niemand`,
      text: (f) =>
        `Um ${f.text('count')} von ${f.text('live')} offenen Vorgängen kümmert sich niemand. ${f.text('causes')}`,
      over: () => 'Um jeden offenen Vorgang kümmert sich wieder jemand.',
    },
    mailbox_unreadable: {
      title: (f) => `das Postfach von ${f.text('sender')} ist nicht lesbar`,
      text: (f) =>
        `Das Postfach des Absenders ${f.text('sender')} ist nicht lesbar: Antworten und Rückläufer bleiben unbemerkt.${said(f.maybe('said'))}`,
      over: (f) => `Das Postfach des Absenders ${f.text('sender')} ist wieder lesbar.`,
    },
    bounce_rate: {
      title: (f) => `zu viele Nachrichten von ${f.text('sender')} kommen zurück oder gelten als Spam`,
      text: (f) =>
        `Von ${f.text('count')} Nachrichten des Absenders ${f.text('sender')} (${f.channel()}) in 7 Tagen ${f.count('bounced') === 1 ? 'ging' : 'gingen'} ${f.text('bounced')} an Adressen, die nicht funktionieren (${f.text('bouncedPercent')} %), und ${f.text('complained')} ${f.count('complained') === 1 ? 'wurde' : 'wurden'} als Spam gemeldet (${f.text('complainedPercent')} %). Anbieter sperren Absender dafür. Stellen Sie fest, woher diese Adressen kommen, und pausieren Sie, was an sie schreibt.`,
      over: (f) =>
        `Es kommen kaum noch Nachrichten des Absenders ${f.text('sender')} zurück oder werden als Spam gemeldet.`,
    },
  },
  isOver: 'Vorbei',
  since: (instant) => `Seit ${instant}.`,
  stillSince: (instant) => `Zur Erinnerung: Das ist so seit ${instant}.`,
  lasted: (duration) => `Dauer: ${duration}.`,
  more: (count) => `und ${count} weitere`,
  records: {
    lead: ['Interessent', 'Interessenten'],
    conversation: ['Gespräch', 'Gespräche'],
    appointment: ['Termin', 'Termine'],
  },
  causes: {
    no_sequence: 'keine Sequenz handelt von solchen Vorgängen',
    sequence_inactive: 'die Sequenzen dazu wurden abgeschaltet',
    sequence_paused: 'ihre Sequenz ist angehalten',
    not_begun: 'es gibt eine Sequenz, aber ihr Auslöser oder ihre Bedingung passte nicht',
    sequence_missing: 'in einer Version einer Sequenz, die es nicht gibt',
    stranded: 'in einer Sequenz, von der nichts geplant ist',
    ended_without_reason: 'ihre Sequenz endete, und niemand hat gesagt, warum',
    unanswered: 'die Person hat zuletzt geschrieben und wartet auf Antwort',
  },
  test: (organization) => ({
    subject: `${organization}: Test der Hinweise`,
    text: `Dies ist ein Test. Hinweise zu ${organization} erreichen Sie hier.`,
  }),
};
