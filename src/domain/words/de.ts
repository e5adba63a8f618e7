/** German. */
import { alerts } from './de-alerts.ts';
import { why, wouldSendIf } from './de-reasons.ts';
import type { Words } from './words.ts';

const by = (name: string | undefined) => (name === undefined ? '' : ` durch ${name}`);
const through = (sender: string | undefined) => (sender === undefined ? '' : ` über ${sender}`);
const named = (sequence: string | undefined) => (sequence === undefined ? '' : ` „${sequence}“`);
const to = (when: string | undefined) => (when === undefined ? '' : ` auf ${when}`);
const again = (when: string | undefined) => (when === undefined ? '' : ` Geprüft wird wieder am ${when}.`);
const said = (words: string) => (words === '' ? '' : ` Seine Antwort: ${words}.`);
const on = (ended: string | null) => (ended === null ? '' : ` am ${ended}`);

export const de: Words = {
  channels: {
    sms: 'SMS',
    whatsapp: 'WhatsApp',
    email: 'E-Mail',
    discord: 'Discord',
    slack: 'Slack',
    telegram: 'Telegram',
    webhook: 'Webhook',
    none: 'keinen Kanal',
  },
  categories: {
    '*': 'alle Nachrichten',
    transactional: 'Vorgangsnachrichten',
    reminder: 'Erinnerungen',
    conversational: 'Gesprächsnachrichten',
    nurture: 'Nachrichten zur Kundenpflege',
    marketing: 'Werbenachrichten',
    manual: 'von Hand geschriebene Nachrichten',
  },
  refusals: {
    transient: 'zurzeit nicht zu verschicken',
    sender: 'dieser Absender funktioniert nicht',
    recipient: 'diese Adresse funktioniert nicht',
    content: 'der Inhalt wird nicht angenommen',
    rate: 'zu viele auf einmal',
  },
  events: {
    'contact.upserted': 'der Kontakt wurde angelegt oder geändert',
    'contact.optedOut': 'die Person hat sich abgemeldet',
    'contact.optedIn': 'die Person möchte wieder Nachrichten',
    'contact.consentGiven': 'die Person hat Nachrichten zugestimmt',
    'contact.consentWithdrawn': 'die Person stimmt Nachrichten nicht mehr zu',
    'contact.consentRequested': 'die Person wurde gefragt, ob sie Nachrichten zustimmt',
    'lead.created': 'ein Interessent wurde angelegt',
    'lead.scored': 'ein Interessent wurde bewertet',
    'lead.converted': 'der Interessent wurde Kunde',
    'message.received': 'die Person hat uns geschrieben',
    'message.autoReplied': 'eine automatische Antwort kam',
    'message.sent': 'der Person wurde eine Nachricht geschickt',
    'conversation.closed': 'das Gespräch wurde geschlossen',
    'call.ended': 'ein Anruf ging zu Ende',
    'appointment.booked': 'ein Termin wurde vereinbart',
    'appointment.moved': 'ein Termin wurde verlegt',
    'appointment.cancelled': 'ein Termin wurde abgesagt',
    'appointment.completed': 'ein Termin fand statt',
    'appointment.noShow': 'die Person kam nicht zu einem Termin',
    'actionItem.created': 'eine Aufgabe wurde angelegt',
    'actionItem.completed': 'eine Aufgabe wurde erledigt',
  },
  otherEvent: (name) => `„${name}“ ist eingetreten`,
  why,
  noReason: 'es wurde kein Grund vermerkt',
  wouldSendIf,
  wouldSendIfInState: {
    awaiting_approval: 'jemand sie freigibt',
    unknown: 'sich zeigt, dass sie nicht verschickt wurde',
    cancelled: 'sie neu geplant wird: Storniertes bleibt storniert',
  },
  rules: {
    approval: 'Freigabe durch eine Person',
    calendar: 'Stunden und Tage zum Versand',
    cap: 'Höchstzahl der Nachrichten je Person',
    condition: 'Bedingung des Schritts',
    consent: 'Einwilligung',
    late_grace: 'Erlaubte Verspätung',
    one_at_a_time: 'Je Person eine Nachricht zur Zeit',
    opt_out: 'Abmeldungen und gesperrte Adressen',
    pause: 'Pause',
    preference: 'Wünsche der Person',
    reachable: 'Eine Adresse für den Kanal',
    refusal: 'Nach einer Ablehnung durch den Anbieter',
    sender: 'Absender',
    sequence: 'Die Sequenz',
    silence: 'Die Stille zählt ab der letzten Nachricht',
    unknown: 'Unbekannte Ergebnisse',
  },
  sources: {
    default: 'wie ausgeliefert',
    organization: 'für die Organisation festgelegt',
    sequence: 'für die Sequenz festgelegt',
    contact: 'für diese Person festgelegt',
    region: 'eine Regel der Region der Person',
  },
  decisions: {
    answered: () => 'Die Person hat darauf geantwortet.',
    approved: (_, f) => `Freigegeben${by(f.maybe('by'))}.`,
    cancelled: (why) => `Storniert: ${why}.`,
    clicked: () => 'Die Person ist einem Link darin gefolgt.',
    complained: () => 'Die Person hat sie als Spam gemeldet.',
    completed: () => 'Die Sequenz ist vorbei: es kommt nichts mehr.',
    consent_given: (_, f) => `Die Person hat per ${f.channel()} zugestimmt: ${f.categories()}.`,
    consent_requested: (_, f) => `Die Person wurde gefragt, ob sie per ${f.channel()} zustimmt: ${f.categories()}.`,
    consent_withdrawn: (_, f) => `Die Person stimmt per ${f.channel()} nicht mehr zu: ${f.categories()}.`,
    preferences_changed: (_, f) => `Was die Person bekommen möchte, wurde geändert${by(f.maybe('by'))}.`,
    suppressed: (why, f) => `Eine Adresse wurde für Nachrichten gesperrt${by(f.maybe('by'))}: ${why}.`,
    suppression_lifted: (_, f) => `An eine Adresse darf wieder geschrieben werden${by(f.maybe('by'))}.`,
    contact_paused: (_, f) => `Nachrichten an diese Person wurden angehalten${by(f.maybe('by'))}.`,
    contact_resumed: (_, f) => `Nachrichten an diese Person wurden fortgesetzt${by(f.maybe('by'))}.`,
    dead_letter: (why) => `Aufgegeben: ${why}.`,
    deferred: (why, f) => `Noch nicht verschickt: ${why}.${again(f.later('until'))}`,
    delivered: () => 'Der Anbieter meldet, dass sie ankam.',
    edited: (_, f) => `Ihr Text wurde geändert${by(f.maybe('by'))}.`,
    ended: (why) => `Die Sequenz ging zu Ende: ${why}.`,
    enrolled: (_, f) => `Die Sequenz${named(f.maybe('sequence'))} hat begonnen.`,
    enrollment_paused: (_, f) => `Die Sequenz wurde für diese Person angehalten${by(f.maybe('by'))}.`,
    enrollment_resumed: (_, f) => `Die Sequenz wurde für diese Person fortgesetzt${by(f.maybe('by'))}.`,
    event: (why) => `Gemeldet: ${why}.`,
    exited: (why) => `Die Sequenz ging vorzeitig zu Ende: ${why}.`,
    held: (why) => `Wird vorerst in Ruhe gelassen: ${why}.`,
    hold_ended: () => 'Die Person hat wieder geschrieben und wird nicht mehr in Ruhe gelassen.',
    hook_received: (_, f) =>
      `Eines Ihrer Systeme hat über den Hook ein Follow-up${named(f.maybe('strategy'))} gemeldet.`,
    moved: (why, f) => `Verschoben${to(f.later('dueAt'))}: ${why}.`,
    not_enrolled: (why, f) => `Die Sequenz${named(f.maybe('sequence'))} hat nicht begonnen: ${why}.`,
    not_restarted: (why) => `Das Wort nimmt nichts zurück: ${why}.`,
    opened: () => 'Die Person hat sie geöffnet.',
    refused: (why, f) => `Ein Versuch${through(f.maybe('sender'))} ist gescheitert: ${why}.${again(f.later('until'))}`,
    restarted: (why) => `Der Person darf wieder geschrieben werden: ${why}.`,
    retried: (_, f) => `Noch einmal versucht${by(f.maybe('by'))}.`,
    scheduled: (why) => `Wird noch einmal verschickt: ${why}.`,
    sent: (why, f) =>
      f.maybe('sender') === undefined ? `Verschickt: ${why}.` : `Verschickt${through(f.maybe('sender'))}.`,
    skipped: (why) => `Nicht verschickt: ${why}.`,
    stopped: (why) => `Die Person soll keine Nachrichten mehr bekommen: ${why}.`,
    undelivered: (why) => `Der Anbieter meldet, dass sie nicht ankam: ${why}.`,
    unknown: (why) => `Niemand weiß, ob sie verschickt wurde: ${why}.`,
    unsubscribed: () => 'Die Person hat abbestellt.',
    wait_over: (why) => `Das Warten ist vorbei: ${why}.`,
  },
  attempts: {
    accepted: ({ number }) => `Versuch ${number}: der Anbieter hat sie angenommen.`,
    refused: ({ number, refusal, said: words }) =>
      `Versuch ${number}: der Anbieter hat sie nicht angenommen${refusal === null ? '' : ` (${refusal})`}.${said(words)}`,
    unknown: ({ number, said: words }) =>
      `Versuch ${number}: es kam keine klare Antwort, deshalb weiß niemand, ob der Anbieter sie angenommen hat.${words === '' ? '' : ` Zu sehen war: ${words}.`}`,
    external: ({ number }) => `Versuch ${number} geschah außerhalb von Relance.`,
  },
  states: {
    awaiting_approval: ({ due }) => `Sie ist für ${due} geplant und wartet auf eine Freigabe.`,
    scheduled: ({ kind, due, next, why }) => {
      if (kind === 'wait') return `Die Sequenz wartet an diesem Schritt, längstens bis ${next}.`;
      if (kind === 'ending') return `Die Sequenz endet am ${next}, wenn vorher nichts geschieht.`;
      return why === null ? `Sie ist für ${due} geplant.` : `Sie ist noch nicht verschickt: ${why}.`;
    },
    claimed: () => 'Sie wird in diesem Augenblick zum Versand vorbereitet.',
    calling: () => 'Sie wird in diesem Augenblick dem Anbieter übergeben.',
    sent: ({ kind, channel, ended, why }) => {
      if (kind === 'wait') return `Das Warten ging${on(ended)} zu Ende: ${why}.`;
      return kind === 'ending'
        ? `Die Sequenz ging${on(ended)} zu Ende: ${why}.`
        : `Sie wurde${on(ended)} per ${channel} verschickt.`;
    },
    unknown: () =>
      'Sie wurde dem Anbieter übergeben, aber es kam keine klare Antwort: vielleicht ist sie verschickt, vielleicht nicht.',
    dead_letter: ({ ended, why }) => `Sie wurde${on(ended)} aufgegeben: ${why}.`,
    skipped: ({ ended, why }) => `Sie wurde nicht verschickt; das wurde${on(ended)} entschieden: ${why}.`,
    cancelled: ({ ended, why }) => `Sie wurde${on(ended)} storniert: ${why}.`,
  },
  next: {
    awaiting_approval: () => 'Nichts, bis jemand sie freigibt.',
    scheduled: ({ kind, next, isOverdue }) => {
      if (kind !== 'message') return `Am ${next} ist die Zeit um, und die Sequenz geht weiter oder endet.`;
      if (isOverdue)
        return 'Ihre Zeit ist gekommen: sie wird noch einmal geprüft und geht hinaus, sobald es möglich ist.';
      return `Am ${next} wird sie noch einmal geprüft und geht hinaus, wenn nichts dagegen spricht.`;
    },
    claimed: () => 'Was aus ihr wird, ist in Sekunden vermerkt.',
    calling: () => 'Die Antwort des Anbieters ist in Sekunden vermerkt.',
    unknown: ({ reason }) =>
      reason === 'kept_unknown'
        ? 'Von selbst nichts. Wer herausfindet, ob sie ankam, kann es angeben (settle).'
        : 'Der Anbieter wird gefragt. Kann er es nicht sagen, entscheiden die Regeln der Organisation, ob sie noch einmal verschickt wird.',
    dead_letter: () => 'Nichts, bis jemand sie noch einmal versucht oder verwirft.',
    sent: () => 'Nichts mehr: sie ist erledigt.',
    skipped: () => 'Nichts mehr: sie bleibt unverschickt.',
    cancelled: () => 'Nichts mehr: sie bleibt storniert.',
  },
  contact: {
    blocked: (why) => `Diese Person bekommt keine Nachrichten mehr, an welche Adresse auch immer: ${why}.`,
    paused: (since) => `Nachrichten an diese Person sind angehalten seit ${since}.`,
    suppressed: (channel, address, why) => `An ${address} (${channel}) wird nichts verschickt: ${why}.`,
    noAddress: 'Es gibt keine Adresse, an die man dieser Person schreiben könnte.',
    agreed: (category, channel, address) => `Die Person hat an ${address} (${channel}) eingewilligt: ${category}.`,
    refused: (category, channel, address) => `Die Person hat an ${address} (${channel}) abgelehnt: ${category}.`,
    mayBeWrittenTo: 'Dieser Person darf geschrieben werden.',
    nothingPlanned: 'Für diese Person ist nichts geplant.',
    nextPlanned: (when) => `Die nächste Nachricht ist geplant für ${when}.`,
  },
  alerts,
};
