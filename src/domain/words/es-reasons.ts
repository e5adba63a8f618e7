/** Spanish: why something was decided, and what would change it. */
import type { Words } from './words.ts';

export const why: Words['why'] = {
  anchor_missing: 'no se conoce la fecha desde la que cuenta la secuencia',
  anchor_moved: 'hubo otro mensaje después, y el silencio se cuenta desde él',
  approved: 'alguien lo aprobó',
  blackout: {
    plain: 'en estos días no se envía nada',
    told: (f) => `en estos días no se envía nada (${f.text('reason')})`,
  },
  blocked: {
    plain: 'la persona no quiere más mensajes',
    told: (f) => `la persona no quiere más mensajes (${f.reason('cause')})`,
  },
  bounced: 'la dirección no funciona',
  business_hours: {
    plain: 'era fuera del horario de atención',
    told: (f) => `era fuera del horario de atención (${f.clock('localTime')}, ${f.text('zone')})`,
  },
  cancelled_by_caller: 'alguien lo canceló',
  cap_reached: {
    plain: 'la persona ya recibió hace poco tantos mensajes como se permiten',
    told: (f) => {
      const time = f.text('cap') === 'day' ? '24 horas' : '7 días';
      const what = { contact: '', sequence: ' de esta secuencia', channel: ' por este canal' }[f.text('of')] ?? '';
      return `la persona recibió ${f.text('sent')} ${f.count('sent') === 1 ? 'mensaje' : 'mensajes'}${what} en ${time}, y el límite es ${f.text('limit')}`;
    },
  },
  catching_up:
    'lo que venció durante una interrupción sale como mucho a la mitad del ritmo de su remitente, para que lo demás salga a tiempo',
  clock_jumped: 'un reloj dio un salto, y no se envía nada hasta que los relojes coincidan',
  commit_failed: 'no se pudo guardar antes del envío, así que no se envió nada',
  decision_failed: 'no se pudo decidir sobre él, por lo que contiene o por la configuración',
  complained: 'la persona marcó un mensaje como no deseado',
  condition_false: {
    plain: 'no se cumplía la condición de su paso',
    told: (f) => `no se cumplía la condición («when») del paso «${f.text('step')}»`,
  },
  consent_refused: {
    plain: 'la persona rechazó los mensajes de este tipo',
    told: (f) => `la persona rechazó ${f.category()} por ${f.channel()}`,
  },
  contact_busy: 'otro mensaje a la misma persona se estaba enviando en ese momento',
  contact_paused: 'los mensajes a esta persona están en pausa',
  contact_resumed: 'los mensajes a esta persona siguen después de una pausa',
  content_missing: 'no tiene ni plantilla ni texto',
  content_refused: 'el proveedor no acepta su contenido',
  discarded: 'alguien lo descartó',
  distance: {
    plain: 'el paso anterior salió más tarde de lo previsto, y este mantiene su distancia con él',
    told: (f) =>
      `el paso anterior salió más tarde de lo previsto, el ${f.instant('lastAt')}, y este mantiene su distancia con él`,
  },
  ended_by_caller: 'alguien terminó la secuencia para esta persona',
  enrollment_ended: 'la secuencia había terminado para esta persona',
  enrollment_paused: 'la secuencia está en pausa para esta persona',
  enrollment_resumed: 'la secuencia sigue para esta persona después de una pausa',
  erased: 'se borraron los datos de la persona',
  event: 'ocurrió lo que esperaba',
  facts_changed: 'algo cambió en la persona justo antes del envío',
  finished: 'se hicieron todos los pasos y no llegó respuesta',
  gap: {
    plain: 'el último mensaje a esta persona es demasiado reciente',
    told: (f) =>
      `el último mensaje a esta persona salió el ${f.instant('lastAt')}, y el siguiente tiene que esperar ${f.duration('gapMs')}`,
  },
  holiday: {
    plain: 'era un día festivo',
    told: (f) => `el ${f.day('date')} es festivo (${f.text('name')})`,
  },
  kept_unknown: 'no se pudo averiguar si llegó, y no se envía dos veces',
  late_call: 'pasó tanto tiempo que hubo que comprobarlo de nuevo antes del envío',
  lease_expired: 'el proceso que se ocupaba de él dejó de responder',
  manual: 'alguien la cerró a mano',
  missed_window: {
    plain: 'llegaba más tarde de lo permitido',
    told: (f) => `llegaba con un retraso de ${f.duration('lateMs')}, y se permite como máximo ${f.duration('graceMs')}`,
  },
  missing_address: {
    plain: 'la persona no tiene dirección para su canal',
    told: (f) => `la persona no tiene dirección para ${f.channel()}`,
  },
  next_sender: 'este remitente no lo aceptó, y se prueba el siguiente',
  next_window: 'su momento de envío ya había pasado, y sale en el próximo',
  no_consent: {
    plain: 'la persona no ha aceptado mensajes de este tipo',
    told: (f) => `la persona no ha aceptado ${f.category()} por ${f.channel()}`,
  },
  no_sender: 'no hay ningún remitente que pueda enviarlo',
  no_sender_works: 'ningún remitente de su canal funciona',
  not_delivered: 'el proveedor no pudo entregarlo',
  opted_in: 'la persona acepta otra vez recibir mensajes',
  opted_out: 'la persona se dio de baja',
  organization_missing: 'su organización no existe',
  outcome_unknown: 'no llegó una respuesta clara del proveedor',
  policy_changed: 'según las reglas, los días laborables ya son otros',
  possible_duplicate: 'nadie sabe si llegó, y esta organización prefiere dos veces a ninguna',
  preference_off: {
    plain: 'la persona desactivó los mensajes de este tipo',
    told: (f) => `la persona desactivó ${f.category()} por ${f.channel()}`,
  },
  asked_later: {
    plain: 'la persona pidió que se le escribiera más tarde',
    told: (f) => `la persona pidió que se le escribiera de nuevo el ${f.instant('heldUntil')}`,
  },
  out_of_office: {
    plain: 'la persona está ausente',
    told: (f) => `la persona está ausente hasta el ${f.instant('heldUntil')}, según la respuesta de su correo`,
  },
  preference_paused: {
    plain: 'la persona pidió una pausa',
    told: (f) => `la persona pidió una pausa hasta el ${f.instant('until')}`,
  },
  quiet_hours: {
    plain: 'era en las horas de silencio de la persona',
    told: (f) => `para la persona (${f.text('zone')}) eran las ${f.clock('localTime')}, en sus horas de silencio`,
  },
  rate_limited: 'el remitente llegó a su límite, o su proveedor pidió ir más despacio',
  rate_limited_too_long:
    'el proveedor, o la propia dirección del destinatario, pidió una y otra vez ir más despacio, durante un día o más',
  recently_active: {
    plain: 'la persona nos escribió hace poco',
    told: (f) =>
      `la persona nos escribió el ${f.instant('lastInboundAt')} y se la deja tranquila durante ${f.duration('quietMs')}`,
  },
  recipient_rate_limited: 'la propia dirección del destinatario pidió ir más despacio',
  recipient_refused: 'el proveedor dice que la dirección no funciona',
  reconciled: 'el proveedor lo había aceptado, como se supo después',
  reconciled_refused: 'el proveedor no lo había aceptado, como se supo después',
  render_failed: {
    plain: 'no se pudo formar su texto con la plantilla',
    told: (f) => `no se pudo formar su texto con la plantilla (${f.text('detail')})`,
  },
  rescheduled: 'alguien lo pasó a otro momento',
  restarted: 'la secuencia empezó de nuevo',
  retried: 'alguien hizo que se intentara de nuevo',
  retries_exhausted: 'fue rechazado cada vez, y no quedan intentos',
  retry: 'el remitente no lo aceptó, y se intenta de nuevo',
  send_now: 'alguien hizo que se enviara enseguida',
  sender_unavailable: 'en este momento no se puede usar ningún remitente que pueda enviarlo',
  sender_unproven:
    'cualquiera puede escribir un correo en nombre de otro; se reanuda con el enlace de un mensaje nuestro, o con una palabra desde su teléfono',
  sent_again_by_key:
    'nadie sabe si llegó, y enviarlo otra vez no hace daño, porque el receptor reconoce las repeticiones',
  sequence_missing: 'no existe la versión de la secuencia a la que pertenece',
  sequence_paused: 'la secuencia está en pausa para todos',
  settled_by_hand: {
    plain: 'alguien averiguó qué había sido de él',
    told: (f) => `${f.text('by')} averiguó qué había sido de él`,
  },
  skip_if: {
    plain: 'se cumplía una excepción de su paso',
    told: (f) => `se cumplía la excepción («skipIf») del paso «${f.text('step')}»`,
  },
  start_word: 'la persona escribió una palabra que significa empezar',
  stop_word: 'la persona escribió una palabra que significa parar',
  stopped_in_flight: {
    plain: 'se canceló mientras se enviaba, y el proveedor no lo aceptó',
    told: (f) => `se canceló mientras se enviaba (${f.reason('cause')}), y el proveedor no lo aceptó`,
  },
  store_unavailable: 'no se pudo acceder a la base de datos',
  suppressed: {
    plain: 'no se puede enviar nada a esta dirección',
    told: (f) => `no se puede enviar nada a esta dirección (${f.reason('cause')})`,
  },
  template_missing: {
    plain: 'su plantilla no existe',
    told: (f) => `su plantilla no existe (${f.text('detail')})`,
  },
  timed_out: 'se acabó el tiempo de espera',
  too_late: 'su momento ya había pasado cuando se planificó',
  unsubscribed: 'la persona canceló la suscripción',
  window_never_opens: 'las reglas no dejan ningún momento en que se pueda enviar',
  worker_stopped: 'se apagó el proceso que se ocupaba de él',
  zone_changed: 'la zona horaria de la persona es otra que la conocida, o sus relojes cambian',
};

export const wouldSendIf: Words['wouldSendIf'] = {
  blackout: {
    plain: 'hubieran pasado estos días',
    told: (f) => `hubieran pasado estos días, o se quitaran de la lista; se mira de nuevo el ${f.instant('until')}`,
  },
  blocked: 'la persona aceptara otra vez mensajes y se planificara de nuevo',
  business_hours: {
    plain: 'empezara el horario de atención',
    told: (f) => `empezara el horario de atención; se mira de nuevo el ${f.instant('until')}`,
  },
  cap_reached: {
    plain: 'los mensajes anteriores quedaran más atrás, o se permitieran más',
    told: (f) =>
      `los mensajes anteriores quedaran más atrás, o se permitieran más; se mira de nuevo el ${f.instant('until')}`,
  },
  catching_up: 'llegara su turno; sigue por sí solo',
  commit_failed: 'se arreglara lo que dice el detalle y se intentara de nuevo',
  decision_failed: 'se arreglara lo que dice el detalle y se intentara de nuevo',
  condition_false: 'se cumpliera la condición en su momento; para este, ese momento ya pasó',
  consent_refused: 'la persona aceptara mensajes de este tipo y se planificara de nuevo',
  contact_busy: 'el otro mensaje hubiera salido; sigue por sí solo',
  contact_paused: 'se reanudaran los mensajes a esta persona',
  content_missing: 'se le diera un texto o una plantilla y se intentara de nuevo',
  content_refused: 'se cambiara su texto por uno que el proveedor acepte y se intentara de nuevo',
  distance: {
    plain: 'el paso anterior hubiera salido a tiempo',
    told: (f) => `el paso anterior hubiera salido a tiempo; se mira de nuevo el ${f.instant('until')}`,
  },
  enrollment_ended: 'la persona empezara de nuevo la secuencia',
  enrollment_paused: 'se reanudara la secuencia para esta persona',
  gap: {
    plain: 'el último mensaje quedara más atrás, o se fijara una distancia menor',
    told: (f) =>
      `el último mensaje quedara más atrás, o se fijara una distancia menor; se mira de nuevo el ${f.instant('until')}`,
  },
  holiday: {
    plain: 'hubiera pasado el festivo',
    told: (f) => `hubiera pasado el festivo; se mira de nuevo el ${f.instant('until')}`,
  },
  missed_window: 'se permitiera más retraso (margen de retraso, o «missedWindow: send») y se planificara de nuevo',
  missing_address: {
    plain: 'la persona tuviera una dirección para su canal y se planificara de nuevo',
    told: (f) => `la persona tuviera una dirección para ${f.channel()} y se planificara de nuevo`,
  },
  next_window: {
    plain: 'llegara su próximo momento de envío',
    told: (f) => `llegara su próximo momento de envío, el ${f.instant('until')}`,
  },
  no_consent: 'la persona aceptara mensajes de este tipo y se planificara de nuevo',
  no_sender: 'se configurara un remitente para su canal y se intentara de nuevo',
  no_sender_works: 'volviera a funcionar un remitente de su canal y se intentara de nuevo',
  organization_missing: 'su organización existiera de nuevo',
  preference_off: 'la persona activara otra vez los mensajes de este tipo y se planificara de nuevo',
  asked_later: {
    plain: 'llegara ese momento, o la persona volviera a escribir',
    told: (f) => `fuera el ${f.instant('heldUntil')}, o la persona escribiera antes`,
  },
  out_of_office: {
    plain: 'la persona volviera, o escribiera de nuevo',
    told: (f) => `la persona volviera, el ${f.instant('heldUntil')}, o escribiera antes`,
  },
  preference_paused: {
    plain: 'terminara la pausa, o la persona le pusiera fin',
    told: (f) => `terminara la pausa, el ${f.instant('until')}, o la persona le pusiera fin antes`,
  },
  quiet_hours: {
    plain: 'terminaran las horas de silencio',
    told: (f) => `terminaran las horas de silencio; se mira de nuevo el ${f.instant('until')}`,
  },
  rate_limited: 'el remitente pudiera enviar otra vez; sigue por sí solo',
  rate_limited_too_long: 'quien lo pidió permitiera más o el remitente fuera más despacio, y se intentara de nuevo',
  recently_active: {
    plain: 'la persona no hubiera escrito desde hace un rato',
    told: (f) => `la persona no escribiera otra vez antes del ${f.instant('until')}`,
  },
  recipient_rate_limited: 'la dirección del destinatario volviera a tomar mensajes; sigue por sí solo',
  recipient_refused: 'se corrigiera la dirección y se intentara de nuevo',
  render_failed: 'se arreglara la plantilla y se intentara de nuevo',
  retries_exhausted: 'se arreglara lo que el proveedor objeta y se intentara de nuevo',
  sender_unavailable: 'un remitente volviera a funcionar o se reanudara; sigue por sí solo, si no es demasiado tarde',
  sequence_missing: 'se restableciera esa versión de la secuencia y se planificara de nuevo',
  sequence_paused: 'se reanudara la secuencia',
  skip_if: 'no se cumpliera la excepción en su momento; para este, ese momento ya pasó',
  stopped_in_flight: 'se planificara de nuevo',
  suppressed: 'se permitieran otra vez mensajes a esta dirección y se planificara de nuevo',
  template_missing: 'se guardara la plantilla y se intentara de nuevo',
  too_late: 'se planificara antes, cuando su momento aún no ha pasado',
  window_never_opens: 'las reglas dejaran un momento para el envío y se planificara de nuevo',
};
