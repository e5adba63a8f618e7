/** German: why something was decided, and what would change it. */
import type { Words } from './words.ts';

export const why: Words['why'] = {
  anchor_missing: 'das Datum, von dem die Sequenz zählt, ist nicht bekannt',
  anchor_moved: 'seitdem gab es eine weitere Nachricht, die Stille zählt deshalb ab da',
  approved: 'jemand hat sie freigegeben',
  blackout: {
    plain: 'an diesen Tagen wird nichts verschickt',
    told: (f) => `an diesen Tagen wird nichts verschickt (${f.text('reason')})`,
  },
  blocked: {
    plain: 'die Person möchte keine Nachrichten mehr',
    told: (f) => `die Person möchte keine Nachrichten mehr (${f.reason('cause')})`,
  },
  bounced: 'die Adresse funktioniert nicht',
  business_hours: {
    plain: 'es war außerhalb der Geschäftszeiten',
    told: (f) => `es war außerhalb der Geschäftszeiten (${f.clock('localTime')}, ${f.text('zone')})`,
  },
  cancelled_by_caller: 'jemand hat sie storniert',
  cap_reached: {
    plain: 'die Person hat in letzter Zeit so viele Nachrichten bekommen wie erlaubt',
    told: (f) => {
      const time = f.text('cap') === 'day' ? '24 Stunden' : '7 Tagen';
      const what = { contact: '', sequence: ' aus dieser Sequenz', channel: ' über diesen Kanal' }[f.text('of')] ?? '';
      return `die Person hat in ${time} ${f.text('sent')} ${f.count('sent') === 1 ? 'Nachricht' : 'Nachrichten'}${what} bekommen, und die Grenze ist ${f.text('limit')}`;
    },
  },
  catching_up:
    'was in einem Ausfall fällig wurde, geht höchstens mit der halben Rate seines Absenders hinaus, damit das übrige pünktlich ist',
  clock_jumped: 'eine Uhr ist gesprungen, und es wird nichts verschickt, bis die Uhren wieder übereinstimmen',
  commit_failed: 'sie konnte vor dem Versand nicht gespeichert werden, deshalb wurde nichts verschickt',
  decision_failed: 'über sie ließ sich nicht entscheiden, wegen ihres Inhalts oder der Einstellungen',
  complained: 'die Person hat eine Nachricht als Spam gemeldet',
  condition_false: {
    plain: 'die Bedingung ihres Schritts war nicht erfüllt',
    told: (f) => `die Bedingung („when“) des Schritts „${f.text('step')}“ war nicht erfüllt`,
  },
  consent_refused: {
    plain: 'die Person hat Nachrichten dieser Art abgelehnt',
    told: (f) => `die Person hat ${f.category()} per ${f.channel()} abgelehnt`,
  },
  contact_busy: 'eine andere Nachricht an dieselbe Person wurde gerade verschickt',
  contact_paused: 'Nachrichten an diese Person sind angehalten',
  contact_resumed: 'Nachrichten an diese Person gehen nach einer Pause weiter',
  content_missing: 'sie hat weder Vorlage noch Text',
  content_refused: 'der Anbieter akzeptiert den Inhalt nicht',
  discarded: 'jemand hat sie verworfen',
  distance: {
    plain: 'der Schritt davor ging später hinaus als geplant, und dieser behält seinen Abstand zu ihm',
    told: (f) =>
      `der Schritt davor ging später hinaus als geplant, am ${f.instant('lastAt')}, und dieser behält seinen Abstand zu ihm`,
  },
  ended_by_caller: 'jemand hat die Sequenz für diese Person beendet',
  enrollment_ended: 'die Sequenz war für diese Person zu Ende',
  enrollment_paused: 'die Sequenz ist für diese Person angehalten',
  enrollment_resumed: 'die Sequenz geht für diese Person nach einer Pause weiter',
  erased: 'die Daten der Person wurden gelöscht',
  event: 'was abgewartet wurde, ist eingetreten',
  facts_changed: 'kurz vor dem Versand hat sich bei der Person etwas geändert',
  finished: 'alle Schritte sind getan, und es kam keine Antwort',
  gap: {
    plain: 'die letzte Nachricht an diese Person ist zu kurz her',
    told: (f) =>
      `die letzte Nachricht an diese Person ging am ${f.instant('lastAt')} hinaus, und bis zur nächsten vergehen mindestens ${f.duration('gapMs')}`,
  },
  holiday: {
    plain: 'es war ein Feiertag',
    told: (f) => `${f.day('date')} ist ein Feiertag (${f.text('name')})`,
  },
  kept_unknown: 'es war nicht herauszufinden, ob sie ankam, und sie wird nicht zweimal verschickt',
  late_call: 'es war so viel Zeit vergangen, dass sie vor dem Versand noch einmal geprüft werden musste',
  lease_expired: 'der Prozess, der sie bearbeitet hat, antwortete nicht mehr',
  manual: 'jemand hat sie von Hand gesperrt',
  missed_window: {
    plain: 'sie war später dran als erlaubt',
    told: (f) => `sie war verspätet (${f.duration('lateMs')}), erlaubt sind höchstens: ${f.duration('graceMs')}`,
  },
  missing_address: {
    plain: 'die Person hat keine Adresse für ihren Kanal',
    told: (f) => `die Person hat keine Adresse für ${f.channel()}`,
  },
  next_sender: 'dieser Absender hat sie nicht angenommen, und der nächste wird gefragt',
  next_window: 'ihre Zeit zum Versand war vorbei, sie geht in der nächsten hinaus',
  no_consent: {
    plain: 'die Person hat Nachrichten dieser Art nicht zugestimmt',
    told: (f) => `für ${f.category()} per ${f.channel()} liegt keine Einwilligung der Person vor`,
  },
  no_sender: 'es gibt keinen Absender, der sie verschicken darf',
  no_sender_works: 'kein Absender ihres Kanals funktioniert',
  not_delivered: 'der Anbieter konnte sie nicht zustellen',
  opted_in: 'die Person möchte wieder Nachrichten bekommen',
  opted_out: 'die Person hat sich abgemeldet',
  organization_missing: 'ihre Organisation gibt es nicht',
  outcome_unknown: 'vom Anbieter kam keine klare Antwort',
  policy_changed: 'die Geschäftstage sind nach den Regeln jetzt andere',
  possible_duplicate: 'niemand weiß, ob sie ankam, und dieser Organisation ist zweimal lieber als gar nicht',
  preference_off: {
    plain: 'die Person hat Nachrichten dieser Art abgestellt',
    told: (f) => `die Person hat ${f.category()} per ${f.channel()} abgestellt`,
  },
  asked_later: {
    plain: 'die Person wollte später wieder von uns hören',
    told: (f) => `die Person wollte am ${f.instant('heldUntil')} wieder von uns hören`,
  },
  out_of_office: {
    plain: 'die Person ist abwesend',
    told: (f) => `die Person ist laut der Antwort ihres Postfachs bis ${f.instant('heldUntil')} abwesend`,
  },
  preference_paused: {
    plain: 'die Person hat um eine Pause gebeten',
    told: (f) => `die Person hat um eine Pause gebeten, bis ${f.instant('until')}`,
  },
  quiet_hours: {
    plain: 'es war in der Ruhezeit der Person',
    told: (f) => `bei der Person (${f.text('zone')}) war es ${f.clock('localTime')}, das liegt in der Ruhezeit`,
  },
  rate_limited: 'der Absender ist an seiner Grenze, oder sein Anbieter hat gebeten, langsamer zu werden',
  rate_limited_too_long:
    'der Anbieter oder die Adresse des Empfängers selbst hat immer wieder gebeten, langsamer zu werden, einen Tag lang oder länger',
  recently_active: {
    plain: 'die Person hat uns vor Kurzem geschrieben',
    told: (f) =>
      `die Person hat uns am ${f.instant('lastInboundAt')} geschrieben; danach wird sie eine Weile in Ruhe gelassen (${f.duration('quietMs')})`,
  },
  recipient_rate_limited: 'die Adresse des Empfängers selbst hat gebeten, langsamer zu werden',
  recipient_refused: 'der Anbieter sagt, dass die Adresse nicht funktioniert',
  reconciled: 'der Anbieter hatte sie angenommen, wie sich später zeigte',
  reconciled_refused: 'der Anbieter hatte sie nicht angenommen, wie sich später zeigte',
  render_failed: {
    plain: 'ihr Text ließ sich aus der Vorlage nicht herstellen',
    told: (f) => `ihr Text ließ sich aus der Vorlage nicht herstellen (${f.text('detail')})`,
  },
  rescheduled: 'jemand hat sie auf eine andere Zeit verschoben',
  restarted: 'die Sequenz hat neu begonnen',
  retried: 'jemand hat sie noch einmal versuchen lassen',
  retries_exhausted: 'sie wurde jedes Mal abgelehnt, und es sind keine Versuche mehr übrig',
  retry: 'der Absender hat sie nicht angenommen, und es wird noch einmal versucht',
  send_now: 'jemand hat sie sofort verschicken lassen',
  sender_unavailable: 'zurzeit ist kein Absender nutzbar, der sie verschicken darf',
  sender_unproven:
    'jeder kann eine E-Mail im Namen eines anderen schreiben; es geht mit dem Link in einer unserer Nachrichten oder mit einem Wort vom eigenen Telefon',
  sent_again_by_key:
    'niemand weiß, ob sie ankam, und ein zweites Mal schadet nicht, weil der Empfänger Wiederholungen erkennt',
  sequence_missing: 'die Version der Sequenz, zu der sie gehört, gibt es nicht',
  sequence_paused: 'die Sequenz ist für alle angehalten',
  settled_by_hand: {
    plain: 'jemand hat herausgefunden, was aus ihr geworden war',
    told: (f) => `${f.text('by')} hat herausgefunden, was aus ihr geworden war`,
  },
  skip_if: {
    plain: 'eine Ausnahme ihres Schritts traf zu',
    told: (f) => `die Ausnahme („skipIf“) des Schritts „${f.text('step')}“ traf zu`,
  },
  start_word: 'die Person hat ein Wort geschrieben, das Start bedeutet',
  stop_word: 'die Person hat ein Wort geschrieben, das Stopp bedeutet',
  stopped_in_flight: {
    plain: 'sie wurde während des Versands storniert, und der Anbieter hat sie nicht angenommen',
    told: (f) =>
      `sie wurde während des Versands storniert (${f.reason('cause')}), und der Anbieter hat sie nicht angenommen`,
  },
  store_unavailable: 'die Datenbank war nicht erreichbar',
  suppressed: {
    plain: 'an diese Adresse darf nichts verschickt werden',
    told: (f) => `an diese Adresse darf nichts verschickt werden (${f.reason('cause')})`,
  },
  template_missing: {
    plain: 'ihre Vorlage gibt es nicht',
    told: (f) => `ihre Vorlage gibt es nicht (${f.text('detail')})`,
  },
  timed_out: 'die Wartezeit war vorbei',
  too_late: 'ihre Zeit war schon vorbei, als sie geplant wurde',
  unsubscribed: 'die Person hat abbestellt',
  window_never_opens: 'die Regeln lassen keine Zeit, zu der sie verschickt werden darf',
  worker_stopped: 'der Prozess, der sie bearbeitet hat, wurde beendet',
  zone_changed: 'die Zeitzone der Person ist eine andere als bekannt, oder ihre Uhren werden umgestellt',
};

export const wouldSendIf: Words['wouldSendIf'] = {
  blackout: {
    plain: 'diese Tage vorbei sind',
    told: (f) =>
      `diese Tage vorbei sind oder von der Liste genommen werden; geprüft wird wieder am ${f.instant('until')}`,
  },
  blocked: 'die Person wieder Nachrichten möchte und sie neu geplant wird',
  business_hours: {
    plain: 'die Geschäftszeit beginnt',
    told: (f) => `die Geschäftszeit beginnt; geprüft wird wieder am ${f.instant('until')}`,
  },
  cap_reached: {
    plain: 'frühere Nachrichten länger her sind oder mehr erlaubt werden',
    told: (f) =>
      `frühere Nachrichten länger her sind oder mehr erlaubt werden; geprüft wird wieder am ${f.instant('until')}`,
  },
  catching_up: 'sie an der Reihe ist; sie folgt von selbst',
  commit_failed: 'behoben ist, was das Detail nennt, und sie noch einmal versucht wird',
  decision_failed: 'behoben ist, was das Detail nennt, und sie noch einmal versucht wird',
  condition_false: 'die Bedingung zu ihrer Zeit erfüllt ist; für diese ist die Zeit vorbei',
  consent_refused: 'die Person Nachrichten dieser Art zustimmt und sie neu geplant wird',
  contact_busy: 'die andere Nachricht hinaus ist; sie folgt von selbst',
  contact_paused: 'Nachrichten an diese Person fortgesetzt werden',
  content_missing: 'sie einen Text oder eine Vorlage bekommt und noch einmal versucht wird',
  content_refused: 'ihr Text so geändert wird, dass der Anbieter ihn annimmt, und sie noch einmal versucht wird',
  distance: {
    plain: 'der Schritt davor rechtzeitig hinausgegangen wäre',
    told: (f) => `der Schritt davor rechtzeitig hinausgegangen wäre; geprüft wird wieder am ${f.instant('until')}`,
  },
  enrollment_ended: 'die Person die Sequenz neu beginnt',
  enrollment_paused: 'die Sequenz für diese Person fortgesetzt wird',
  gap: {
    plain: 'die letzte Nachricht länger her ist oder ein kürzerer Abstand gilt',
    told: (f) =>
      `die letzte Nachricht länger her ist oder ein kürzerer Abstand gilt; geprüft wird wieder am ${f.instant('until')}`,
  },
  holiday: {
    plain: 'der Feiertag vorbei ist',
    told: (f) => `der Feiertag vorbei ist; geprüft wird wieder am ${f.instant('until')}`,
  },
  missed_window: 'mehr Verspätung erlaubt ist (Kulanz, oder „missedWindow: send“) und sie neu geplant wird',
  missing_address: {
    plain: 'die Person eine Adresse für ihren Kanal bekommt und sie neu geplant wird',
    told: (f) => `die Person eine Adresse für ${f.channel()} bekommt und sie neu geplant wird`,
  },
  next_window: {
    plain: 'ihre nächste Zeit zum Versand kommt',
    told: (f) => `ihre nächste Zeit zum Versand kommt, am ${f.instant('until')}`,
  },
  no_consent: 'die Person Nachrichten dieser Art zustimmt und sie neu geplant wird',
  no_sender: 'ein Absender für ihren Kanal eingerichtet und sie noch einmal versucht wird',
  no_sender_works: 'ein Absender ihres Kanals wieder funktioniert und sie noch einmal versucht wird',
  organization_missing: 'es ihre Organisation wieder gibt',
  preference_off: 'die Person Nachrichten dieser Art wieder anstellt und sie neu geplant wird',
  asked_later: {
    plain: 'dieser Zeitpunkt da ist oder die Person wieder schreibt',
    told: (f) => `es ${f.instant('heldUntil')} ist oder die Person früher wieder schreibt`,
  },
  out_of_office: {
    plain: 'die Person zurück ist oder wieder schreibt',
    told: (f) => `die Person zurück ist, am ${f.instant('heldUntil')}, oder früher schreibt`,
  },
  preference_paused: {
    plain: 'die Pause vorbei ist oder die Person sie beendet',
    told: (f) => `die Pause vorbei ist, am ${f.instant('until')}, oder die Person sie früher beendet`,
  },
  quiet_hours: {
    plain: 'die Ruhezeit vorbei ist',
    told: (f) => `die Ruhezeit vorbei ist; geprüft wird wieder am ${f.instant('until')}`,
  },
  rate_limited: 'der Absender wieder verschicken darf; sie folgt von selbst',
  rate_limited_too_long:
    'wer darum gebeten hat, mehr erlaubt oder der Absender langsamer wird und sie noch einmal versucht wird',
  recently_active: {
    plain: 'die Person eine Weile nicht geschrieben hat',
    told: (f) => `die Person nicht noch einmal schreibt, bis ${f.instant('until')}`,
  },
  recipient_rate_limited: 'die Adresse des Empfängers wieder mehr annimmt; sie folgt von selbst',
  recipient_refused: 'die Adresse berichtigt und sie noch einmal versucht wird',
  render_failed: 'die Vorlage berichtigt und sie noch einmal versucht wird',
  retries_exhausted: 'behoben ist, was der Anbieter beanstandet, und sie noch einmal versucht wird',
  sender_unavailable:
    'ein Absender wieder funktioniert oder fortgesetzt wird; sie folgt von selbst, wenn es dann nicht zu spät ist',
  sequence_missing: 'diese Version der Sequenz wiederhergestellt und sie neu geplant wird',
  sequence_paused: 'die Sequenz fortgesetzt wird',
  skip_if: 'die Ausnahme zu ihrer Zeit nicht zutrifft; für diese ist die Zeit vorbei',
  stopped_in_flight: 'sie neu geplant wird',
  suppressed: 'Nachrichten an diese Adresse wieder erlaubt sind und sie neu geplant wird',
  template_missing: 'die Vorlage gespeichert und sie noch einmal versucht wird',
  too_late: 'sie früher geplant wird, bevor ihre Zeit vorbei ist',
  window_never_opens: 'die Regeln eine Zeit zum Versand lassen und sie neu geplant wird',
};
