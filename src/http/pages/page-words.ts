/** What the pages say, in the languages that they are in. `%` is the organization, or what the comment says. */
import type { Language } from '../../domain/language.ts';

export interface PageWords {
  readonly title: string;
  readonly intro: string;
  readonly always: string;
  /** Of a channel to which nothing is sent. */
  readonly channelStopped: string;
  /** The same for text messages, which a word starts again. */
  readonly channelStoppedByWord: string;
  readonly needsConsent: string;
  readonly frequency: string;
  readonly anyTime: string;
  /** `%` is a number of days. */
  readonly everyDays: string;
  /** `%` is a number of hours. */
  readonly everyHours: string;
  readonly weekly: string;
  readonly pause: string;
  /** `%` is a date. */
  readonly pausedUntil: string;
  readonly save: string;
  readonly saved: string;
  readonly stopTitle: string;
  readonly stopText: string;
  readonly stop: string;
  readonly stopped: string;
  readonly back: string;
  readonly backText: string;
  readonly isBack: string;
  readonly noReturn: string;
  readonly unknown: string;
  /** Of a link that only stops. */
  readonly linkOld: string;
  /** Of a channel to which the link did not go. */
  readonly otherAddress: string;
  /** Of how often, where more cannot be asked for. */
  readonly moreElsewhere: string;
  readonly unknownTitle: string;
  readonly confirmTitle: string;
  readonly confirmText: string;
  readonly confirmAsked: string;
  readonly confirm: string;
  readonly confirmed: string;
  /** They said no after they had asked for it. */
  readonly confirmOver: string;
}

export const pageWords: Readonly<Record<Language, PageWords>> = {
  en: {
    title: 'Your messages from %',
    intro: 'Choose what you want to get, and how often.',
    always: 'What you book or order is always confirmed.',
    channelStopped: 'Nothing is sent here any more.',
    channelStoppedByWord: 'Nothing is sent here any more. To change that, send us START from this number.',
    needsConsent: 'By ticking a box you agree to get these messages. You can change that here at any time.',
    frequency: 'How often',
    anyTime: 'As often as needed',
    everyDays: 'At most every % days',
    everyHours: 'At most every % hours',
    weekly: 'At most once a week',
    pause: 'Pause for 30 days',
    pausedUntil: 'Paused until %',
    save: 'Save',
    saved: 'Your choice is saved.',
    stopTitle: 'No more messages',
    stopText: 'This ends every message from %, on every channel. You can come back at any time.',
    stop: 'Stop everything',
    stopped: '% will not write to you any more.',
    back: 'Get messages again',
    backText:
      'If you come back, what you had chosen for this address holds again. Elsewhere nothing changes until you say so from there, for example with START from your phone.',
    isBack: 'You get messages from % again.',
    noReturn: 'To change that, please write to us.',
    unknown: 'This link is not valid any more.',
    linkOld:
      'This link is too old to change your choice. You can still stop everything with it; for more, use the link of a newer message.',
    otherAddress:
      'From here you can only switch these off. To switch them on, use the link of a message that went there.',
    moreElsewhere:
      'You did not ask for this limit from this address. From here you can only ask for fewer messages; for more, use the link of a message to the address from which you asked, or ask %.',
    unknownTitle: 'Your messages',
    confirmTitle: 'Please confirm',
    confirmText: 'Do you want to get this from %?',
    confirmAsked: 'This is what you were told when you asked for it:',
    confirm: 'Yes, I agree',
    confirmed: 'Thank you: it is confirmed.',
    confirmOver:
      'Since you asked for this, you have said that you do not want it. That holds, and this link changes nothing any more.',
  },
  fr: {
    title: 'Vos messages de %',
    intro: 'Choisissez ce que vous souhaitez recevoir, et à quelle fréquence.',
    always: 'Ce que vous réservez ou commandez est toujours confirmé.',
    channelStopped: "Plus rien n'est envoyé ici.",
    channelStoppedByWord: "Plus rien n'est envoyé ici. Pour changer cela, envoyez-nous START depuis ce numéro.",
    needsConsent:
      'En cochant une case, vous acceptez de recevoir ces messages. Vous pouvez changer cela ici à tout moment.',
    frequency: 'Fréquence',
    anyTime: 'Aussi souvent que nécessaire',
    everyDays: 'Au plus tous les % jours',
    everyHours: 'Au plus toutes les % heures',
    weekly: 'Au plus une fois par semaine',
    pause: 'Pause de 30 jours',
    pausedUntil: "En pause jusqu'au %",
    save: 'Enregistrer',
    saved: 'Votre choix est enregistré.',
    stopTitle: 'Plus aucun message',
    stopText: 'Cela met fin à tous les messages de %, sur tous les canaux. Vous pouvez revenir à tout moment.',
    stop: 'Tout arrêter',
    stopped: '% ne vous écrira plus.',
    back: 'Recevoir à nouveau des messages',
    backText:
      'Si vous revenez, vos choix précédents pour cette adresse seront de nouveau valables. Ailleurs, rien ne change tant que vous ne le dites pas de là-bas, par exemple avec START depuis votre téléphone.',
    isBack: 'Vous recevez à nouveau des messages de %.',
    noReturn: 'Pour changer cela, écrivez-nous.',
    unknown: "Ce lien n'est plus valable.",
    linkOld:
      'Ce lien est trop ancien pour changer votre choix. Il permet encore de tout arrêter ; pour le reste, utilisez le lien d’un message plus récent.',
    otherAddress:
      'D’ici, vous pouvez seulement les désactiver. Pour les activer, utilisez le lien d’un message reçu là-bas.',
    moreElsewhere:
      'Vous n’avez pas demandé cette limite depuis cette adresse. D’ici, vous pouvez seulement demander moins de messages ; pour en recevoir plus, utilisez le lien d’un message reçu à l’adresse d’où vous l’avez demandée, ou adressez-vous à %.',
    unknownTitle: 'Vos messages',
    confirmTitle: 'Merci de confirmer',
    confirmText: 'Souhaitez-vous recevoir ceci de la part de % ?',
    confirmAsked: 'Voici ce qui vous a été dit lors de votre demande :',
    confirm: "Oui, j'accepte",
    confirmed: "Merci, c'est confirmé.",
    confirmOver:
      'Depuis votre demande, vous avez dit ne pas vouloir ceci. Cela reste valable, et ce lien ne change plus rien.',
  },
  es: {
    title: 'Sus mensajes de %',
    intro: 'Elija lo que desea recibir y con qué frecuencia.',
    always: 'Lo que reserve o pida se confirma siempre.',
    channelStopped: 'Aquí ya no se envía nada.',
    channelStoppedByWord: 'Aquí ya no se envía nada. Para cambiarlo, envíenos START desde este número.',
    needsConsent: 'Al marcar una casilla acepta recibir estos mensajes. Puede cambiarlo aquí en cualquier momento.',
    frequency: 'Frecuencia',
    anyTime: 'Tantas veces como haga falta',
    everyDays: 'Como mucho cada % días',
    everyHours: 'Como mucho cada % horas',
    weekly: 'Como mucho una vez por semana',
    pause: 'Pausa de 30 días',
    pausedUntil: 'En pausa hasta el %',
    save: 'Guardar',
    saved: 'Su elección está guardada.',
    stopTitle: 'Ningún mensaje más',
    stopText: 'Esto pone fin a todos los mensajes de %, por todos los canales. Puede volver en cualquier momento.',
    stop: 'Detener todo',
    stopped: '% no volverá a escribirle.',
    back: 'Volver a recibir mensajes',
    backText:
      'Si vuelve, valdrá de nuevo lo que había elegido para esta dirección. En lo demás nada cambia hasta que lo diga desde allí, por ejemplo con START desde su teléfono.',
    isBack: 'Vuelve a recibir mensajes de %.',
    noReturn: 'Para cambiarlo, escríbanos.',
    unknown: 'Este enlace ya no es válido.',
    linkOld:
      'Este enlace es demasiado antiguo para cambiar su elección. Aún puede detenerlo todo con él; para lo demás, use el enlace de un mensaje más reciente.',
    otherAddress: 'Desde aquí solo puede desactivarlos. Para activarlos, use el enlace de un mensaje que llegó allí.',
    moreElsewhere:
      'No pidió este límite desde esta dirección. Desde aquí solo puede pedir menos mensajes; para recibir más, use el enlace de un mensaje que llegó a la dirección desde la que lo pidió, o diríjase a %.',
    unknownTitle: 'Sus mensajes',
    confirmTitle: 'Confirme, por favor',
    confirmText: '¿Desea recibir esto de %?',
    confirmAsked: 'Esto es lo que se le dijo cuando lo pidió:',
    confirm: 'Sí, acepto',
    confirmed: 'Gracias: está confirmado.',
    confirmOver: 'Desde que lo pidió, ha dicho que no lo desea. Eso sigue valiendo, y este enlace ya no cambia nada.',
  },
  de: {
    title: 'Ihre Nachrichten von %',
    intro: 'Wählen Sie, was Sie bekommen möchten und wie oft.',
    always: 'Was Sie buchen oder bestellen, wird immer bestätigt.',
    channelStopped: 'Hierhin wird nichts mehr gesendet.',
    channelStoppedByWord:
      'Hierhin wird nichts mehr gesendet. Um das zu ändern, senden Sie uns START von dieser Nummer.',
    needsConsent:
      'Mit einem Häkchen stimmen Sie zu, diese Nachrichten zu bekommen. Sie können das hier jederzeit ändern.',
    frequency: 'Wie oft',
    anyTime: 'So oft wie nötig',
    everyDays: 'Höchstens alle % Tage',
    everyHours: 'Höchstens alle % Stunden',
    weekly: 'Höchstens einmal pro Woche',
    pause: '30 Tage Pause',
    pausedUntil: 'Pause bis %',
    save: 'Speichern',
    saved: 'Ihre Auswahl ist gespeichert.',
    stopTitle: 'Keine Nachrichten mehr',
    stopText: 'Das beendet alle Nachrichten von %, auf allen Wegen. Sie können jederzeit zurückkommen.',
    stop: 'Alles beenden',
    stopped: '% schreibt Ihnen nicht mehr.',
    back: 'Wieder Nachrichten bekommen',
    backText:
      'Wenn Sie zurückkommen, gilt für diese Adresse wieder, was Sie vorher gewählt hatten. Anderswo ändert sich nichts, bis Sie es von dort sagen, etwa mit START von Ihrem Telefon.',
    isBack: 'Sie bekommen wieder Nachrichten von %.',
    noReturn: 'Um das zu ändern, schreiben Sie uns bitte.',
    unknown: 'Dieser Link ist nicht mehr gültig.',
    linkOld:
      'Dieser Link ist zu alt, um Ihre Auswahl zu ändern. Alles beenden können Sie damit weiterhin; für mehr nehmen Sie den Link einer neueren Nachricht.',
    otherAddress:
      'Von hier aus können Sie diese nur abschalten. Zum Einschalten nehmen Sie den Link einer Nachricht, die dorthin ging.',
    moreElsewhere:
      'Um diese Begrenzung haben Sie nicht von dieser Adresse aus gebeten. Von hier aus können Sie nur um weniger Nachrichten bitten; für mehr nehmen Sie den Link einer Nachricht an die Adresse, von der aus Sie darum gebeten haben, oder wenden Sie sich an %.',
    unknownTitle: 'Ihre Nachrichten',
    confirmTitle: 'Bitte bestätigen',
    confirmText: 'Möchten Sie das von % bekommen?',
    confirmAsked: 'Das wurde Ihnen gesagt, als Sie es angefordert haben:',
    confirm: 'Ja, ich stimme zu',
    confirmed: 'Danke, das ist bestätigt.',
    confirmOver:
      'Seit Sie das angefordert haben, haben Sie gesagt, dass Sie es nicht möchten. Dabei bleibt es; dieser Link ändert nichts mehr.',
  },
};

/** Puts in what `%` stands for. */
export function filled(text: string, what: string | number): string {
  return text.replace('%', () => String(what));
}
