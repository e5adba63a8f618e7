/** Spanish. */
import { alerts } from './es-alerts.ts';
import { why, wouldSendIf } from './es-reasons.ts';
import type { Words } from './words.ts';

const by = (name: string | undefined) => (name === undefined ? '' : ` por ${name}`);
const named = (sequence: string | undefined) => (sequence === undefined ? '' : ` «${sequence}»`);
const to = (when: string | undefined) => (when === undefined ? '' : ` al ${when}`);
const again = (when: string | undefined) => (when === undefined ? '' : ` Se mira de nuevo el ${when}.`);
const said = (words: string) => (words === '' ? '' : ` Su respuesta: ${words}.`);
const on = (ended: string | null) => (ended === null ? '' : ` el ${ended}`);

export const es: Words = {
  channels: {
    sms: 'SMS',
    whatsapp: 'WhatsApp',
    email: 'correo electrónico',
    discord: 'Discord',
    slack: 'Slack',
    telegram: 'Telegram',
    webhook: 'webhook',
    none: 'ningún canal',
  },
  categories: {
    '*': 'todos los mensajes',
    transactional: 'mensajes transaccionales',
    reminder: 'recordatorios',
    conversational: 'mensajes de conversación',
    nurture: 'mensajes de seguimiento comercial',
    marketing: 'mensajes publicitarios',
    manual: 'mensajes escritos a mano',
  },
  refusals: {
    transient: 'no se puede enviar por ahora',
    sender: 'este remitente no funciona',
    recipient: 'esta dirección no funciona',
    content: 'no se acepta el contenido',
    rate: 'demasiados a la vez',
  },
  events: {
    'contact.upserted': 'el contacto se creó o se cambió',
    'contact.optedOut': 'la persona se dio de baja',
    'contact.optedIn': 'la persona acepta otra vez mensajes',
    'contact.consentGiven': 'la persona aceptó los mensajes',
    'contact.consentWithdrawn': 'la persona ya no acepta los mensajes',
    'contact.consentRequested': 'se preguntó a la persona si acepta los mensajes',
    'lead.created': 'se creó un cliente potencial',
    'lead.scored': 'un cliente potencial recibió una puntuación',
    'lead.converted': 'el cliente potencial pasó a ser cliente',
    'message.received': 'la persona nos escribió',
    'message.autoReplied': 'llegó una respuesta automática',
    'message.sent': 'se envió un mensaje a la persona',
    'conversation.closed': 'se cerró la conversación',
    'call.ended': 'terminó una llamada',
    'appointment.booked': 'se reservó una cita',
    'appointment.moved': 'se cambió una cita',
    'appointment.cancelled': 'se canceló una cita',
    'appointment.completed': 'tuvo lugar una cita',
    'appointment.noShow': 'la persona no acudió a una cita',
    'actionItem.created': 'se creó una tarea',
    'actionItem.completed': 'se hizo una tarea',
  },
  otherEvent: (name) => `ocurrió «${name}»`,
  why,
  noReason: 'no se anotó ninguna razón',
  wouldSendIf,
  wouldSendIfInState: {
    awaiting_approval: 'alguien lo aprobara',
    unknown: 'resultara que no se envió',
    cancelled: 'se planificara de nuevo: lo cancelado queda cancelado',
  },
  rules: {
    approval: 'Aprobación por una persona',
    calendar: 'Horas y días de envío',
    cap: 'Límite de mensajes por persona',
    condition: 'Condición del paso',
    consent: 'Consentimiento',
    late_grace: 'Retraso permitido',
    one_at_a_time: 'Un mensaje a la vez por persona',
    opt_out: 'Bajas y direcciones cerradas',
    pause: 'Pausa',
    preference: 'Preferencias de la persona',
    reachable: 'Una dirección para el canal',
    refusal: 'Después de un rechazo del proveedor',
    sender: 'Remitentes',
    sequence: 'La secuencia',
    silence: 'El silencio se cuenta desde el último mensaje',
    unknown: 'Resultados desconocidos',
  },
  sources: {
    default: 'valor de origen',
    organization: 'fijado para la organización',
    sequence: 'fijado para la secuencia',
    contact: 'fijado para esta persona',
    region: 'una regla de la región de la persona',
  },
  decisions: {
    answered: () => 'La persona respondió.',
    approved: (_, f) => `Aprobado${by(f.maybe('by'))}.`,
    cancelled: (why) => `Cancelado: ${why}.`,
    clicked: () => 'La persona abrió un enlace del mensaje.',
    complained: () => 'La persona lo marcó como no deseado.',
    completed: () => 'La secuencia ha terminado: no viene nada más.',
    consent_given: (_, f) => `La persona aceptó por ${f.channel()}: ${f.categories()}.`,
    consent_requested: (_, f) => `Se preguntó a la persona si acepta por ${f.channel()}: ${f.categories()}.`,
    consent_withdrawn: (_, f) => `La persona ya no acepta por ${f.channel()}: ${f.categories()}.`,
    preferences_changed: (_, f) => `Se cambió lo que la persona quiere recibir${by(f.maybe('by'))}.`,
    suppressed: (why, f) => `Se cerró una dirección para los mensajes${by(f.maybe('by'))}: ${why}.`,
    suppression_lifted: (_, f) => `Se puede volver a escribir a una dirección${by(f.maybe('by'))}.`,
    contact_paused: (_, f) => `Los mensajes a esta persona se pusieron en pausa${by(f.maybe('by'))}.`,
    contact_resumed: (_, f) => `Los mensajes a esta persona se reanudaron${by(f.maybe('by'))}.`,
    dead_letter: (why) => `Abandonado: ${why}.`,
    deferred: (why, f) => `Aún no enviado: ${why}.${again(f.later('until'))}`,
    delivered: () => 'El proveedor informa de que llegó.',
    edited: (_, f) => `Se cambió su texto${by(f.maybe('by'))}.`,
    ended: (why) => `La secuencia terminó: ${why}.`,
    enrolled: (_, f) => `Empezó la secuencia${named(f.maybe('sequence'))}.`,
    enrollment_paused: (_, f) => `La secuencia se puso en pausa para esta persona${by(f.maybe('by'))}.`,
    enrollment_resumed: (_, f) => `La secuencia se reanudó para esta persona${by(f.maybe('by'))}.`,
    event: (why) => `Se comunicó: ${why}.`,
    exited: (why) => `La secuencia terminó antes: ${why}.`,
    held: (why) => `Se deja en paz por ahora: ${why}.`,
    hold_ended: () => 'La persona volvió a escribir y ya no se la deja en paz.',
    hook_received: (_, f) => `Uno de sus sistemas comunicó un seguimiento${named(f.maybe('strategy'))} por el hook.`,
    moved: (why, f) => `Pasado${to(f.later('dueAt'))}: ${why}.`,
    not_enrolled: (why, f) => `No empezó la secuencia${named(f.maybe('sequence'))}: ${why}.`,
    not_restarted: (why) => `Esa palabra no reanuda nada: ${why}.`,
    opened: () => 'La persona lo abrió.',
    refused: (why, f) => `Falló un intento${by(f.maybe('sender'))}: ${why}.${again(f.later('until'))}`,
    restarted: (why) => `Se puede escribir otra vez a la persona: ${why}.`,
    retried: (_, f) => `Intentado de nuevo${by(f.maybe('by'))}.`,
    scheduled: (why) => `Por enviar otra vez: ${why}.`,
    sent: (why, f) => (f.maybe('sender') === undefined ? `Enviado: ${why}.` : `Enviado${by(f.maybe('sender'))}.`),
    skipped: (why) => `No enviado: ${why}.`,
    stopped: (why) => `La persona no debe recibir más mensajes: ${why}.`,
    undelivered: (why) => `El proveedor informa de que no llegó: ${why}.`,
    unknown: (why) => `Nadie sabe si se envió: ${why}.`,
    unsubscribed: () => 'La persona canceló la suscripción.',
    wait_over: (why) => `Terminó la espera: ${why}.`,
  },
  attempts: {
    accepted: ({ number }) => `Intento ${number}: el proveedor lo aceptó.`,
    refused: ({ number, refusal, said: words }) =>
      `Intento ${number}: el proveedor no lo aceptó${refusal === null ? '' : ` (${refusal})`}.${said(words)}`,
    unknown: ({ number, said: words }) =>
      `Intento ${number}: no llegó una respuesta clara, así que nadie sabe si el proveedor lo aceptó.${words === '' ? '' : ` Lo que se vio: ${words}.`}`,
    external: ({ number }) => `El intento ${number} se hizo fuera de Relance.`,
  },
  states: {
    awaiting_approval: ({ due }) => `Está previsto para el ${due} y espera a que alguien lo apruebe.`,
    scheduled: ({ kind, due, next, why }) => {
      if (kind === 'wait') return `La secuencia espera en este paso, como máximo hasta el ${next}.`;
      if (kind === 'ending') return `La secuencia termina el ${next}, si antes no ocurre nada.`;
      return why === null ? `Está previsto para el ${due}.` : `Aún no se ha enviado: ${why}.`;
    },
    claimed: () => 'En este momento se está preparando para el envío.',
    calling: () => 'En este momento se está entregando al proveedor.',
    sent: ({ kind, channel, ended, why }) => {
      if (kind === 'wait') return `La espera terminó${on(ended)}: ${why}.`;
      return kind === 'ending' ? `La secuencia terminó${on(ended)}: ${why}.` : `Se envió por ${channel}${on(ended)}.`;
    },
    unknown: () => 'Se entregó al proveedor, pero no llegó una respuesta clara: puede que se enviara o puede que no.',
    dead_letter: ({ ended, why }) => `Se abandonó${on(ended)}: ${why}.`,
    skipped: ({ ended, why }) => `No se envió; eso se decidió${on(ended)}: ${why}.`,
    cancelled: ({ ended, why }) => `Se canceló${on(ended)}: ${why}.`,
  },
  next: {
    awaiting_approval: () => 'Nada, hasta que alguien lo apruebe.',
    scheduled: ({ kind, next, isOverdue }) => {
      if (kind !== 'message') return `El ${next} se acaba su tiempo, y la secuencia sigue o termina.`;
      if (isOverdue) return 'Ha llegado su momento: se comprueba una vez más y sale en cuanto sea posible.';
      return `El ${next} se comprueba una vez más, y sale si nada se opone.`;
    },
    claimed: () => 'En unos segundos se anota qué ha sido de él.',
    calling: () => 'En unos segundos se anota la respuesta del proveedor.',
    unknown: ({ reason }) =>
      reason === 'kept_unknown'
        ? 'Nada por sí solo. Quien averigüe si llegó puede decirlo (settle).'
        : 'Se pregunta al proveedor. Si no puede decirlo, las reglas de la organización deciden si se envía otra vez.',
    dead_letter: () => 'Nada, hasta que alguien lo intente de nuevo o lo descarte.',
    sent: () => 'Nada más: está hecho.',
    skipped: () => 'Nada más: queda sin enviar.',
    cancelled: () => 'Nada más: queda cancelado.',
  },
  contact: {
    blocked: (why) => `Esta persona no recibe más mensajes, sea cual sea la dirección: ${why}.`,
    paused: (since) => `Los mensajes a esta persona están en pausa desde el ${since}.`,
    suppressed: (channel, address, why) => `No se envía nada a ${address} (${channel}): ${why}.`,
    noAddress: 'No hay ninguna dirección a la que escribir a esta persona.',
    agreed: (category, channel, address) => `La persona aceptó ${category} en ${address} (${channel}).`,
    refused: (category, channel, address) => `La persona rechazó ${category} en ${address} (${channel}).`,
    mayBeWrittenTo: 'Se puede escribir a esta persona.',
    nothingPlanned: 'No hay nada previsto para esta persona.',
    nextPlanned: (when) => `El próximo mensaje está previsto para el ${when}.`,
  },
  alerts,
};
