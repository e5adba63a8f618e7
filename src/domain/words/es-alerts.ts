/** Spanish: alerts. */
import type { AlertWords } from './alert-words.ts';
import type { Told } from './facts-in-words.ts';

const said = (words: string | undefined) => (words === undefined ? '' : ` Respuesta del proveedor: ${words}`);
const messages = (f: Told) => (f.count('count') === 1 ? '1 mensaje' : `${f.text('count')} mensajes`);
const some = (f: Told, one: string, many: string) => (f.count('count') === 1 ? one : many);

export const alerts: AlertWords = {
  colon: ': ',
  levels: { warning: 'Atención', critical: 'Urgente' },
  kinds: {
    sender_unavailable: {
      title: (f) => `el remitente ${f.text('sender')} (${f.channel()}) no funciona`,
      text: (f) =>
        `El remitente ${f.text('sender')} (${f.channel()}) no funciona. ${
          f.maybe('isLast') === undefined
            ? 'Los mensajes salen por el siguiente de su canal.'
            : 'Ningún otro de este canal funciona: los mensajes esperan.'
        }${said(f.maybe('said'))}`,
      over: (f) => `El remitente ${f.text('sender')} (${f.channel()}) vuelve a funcionar.`,
    },
    engine_late: {
      title: () => 'los mensajes salen con retraso',
      text: (f) =>
        `Los mensajes salen con retraso: el más antiguo espera desde hace ${f.duration('waits')}. ¿Está en marcha un proceso de envío (worker)?`,
      over: () => 'Los mensajes vuelven a salir a su hora.',
    },
    dead_letters: {
      title: (f) => `${messages(f)} ${some(f, 'abandonado', 'abandonados')} en una hora`,
      text: (f) =>
        `Se ${some(f, 'abandonó', 'abandonaron')} ${messages(f)} en una hora. El motivo más frecuente (${f.text('ofReason')}): ${f.reason('reason')}. Lo abandonado se puede reintentar o descartar.`,
      over: () => 'Ya casi no se abandonan mensajes. Lo abandonado espera a que alguien lo reintente o lo descarte.',
    },
    unknown_outcomes: {
      title: (f) => `${messages(f)} de envío incierto`,
      text: (f) =>
        `De ${messages(f)} no se sabe si se ${some(f, 'envió', 'enviaron')}, y ya nada lo averigua. Pregunte al proveedor e indique el resultado.`,
      over: () => 'Ya no queda ningún mensaje de envío incierto.',
    },
    coverage_gaps: {
      title: (f) => `nadie se ocupa de ${f.text('count')} de ${f.text('live')} casos abiertos`,
      text: (f) => `Nadie se ocupa de ${f.text('count')} de ${f.text('live')} casos abiertos. ${f.text('causes')}`,
      over: () => 'Alguien vuelve a ocuparse de todos los casos abiertos.',
    },
    mailbox_unreadable: {
      title: (f) => `no se puede leer el buzón de ${f.text('sender')}`,
      text: (f) =>
        `No se puede leer el buzón del remitente ${f.text('sender')}: las respuestas y las devoluciones pasan inadvertidas.${said(f.maybe('said'))}`,
      over: (f) => `El buzón del remitente ${f.text('sender')} se puede leer de nuevo.`,
    },
    bounce_rate: {
      title: (f) => `demasiados mensajes de ${f.text('sender')} se devuelven o se marcan como spam`,
      text: (f) =>
        `De ${messages(f)} del remitente ${f.text('sender')} (${f.channel()}) en 7 días, ${f.text('bounced')} a direcciones que no funcionan (${f.text('bouncedPercent')} %) y ${f.text('complained')} ${f.count('complained') === 1 ? 'marcado como spam' : 'marcados como spam'} (${f.text('complainedPercent')} %). Los proveedores bloquean a los remitentes por ello. Averigüe de dónde vienen esas direcciones y pause lo que les escribe.`,
      over: (f) => `Ya casi ningún mensaje del remitente ${f.text('sender')} se devuelve o se marca como spam.`,
    },
  },
  isOver: 'Resuelto',
  since: (instant) => `Desde el ${instant}.`,
  stillSince: (instant) => `Recordatorio: sigue así desde el ${instant}.`,
  lasted: (duration) => `Duró ${duration}.`,
  more: (count) => `y ${count} más`,
  records: {
    lead: ['cliente potencial', 'clientes potenciales'],
    conversation: ['conversación', 'conversaciones'],
    appointment: ['cita', 'citas'],
  },
  causes: {
    no_sequence: 'ninguna secuencia trata de esos casos',
    sequence_inactive: 'las secuencias que tratan de ellos se desactivaron',
    sequence_paused: 'su secuencia está en pausa',
    not_begun: 'hay una secuencia, pero su desencadenante o su condición no encajaba',
    sequence_missing: 'en una versión de una secuencia que no existe',
    stranded: 'en una secuencia en la que no hay nada previsto',
    ended_without_reason: 'su secuencia terminó y nadie dijo por qué',
    unanswered: 'la persona escribió la última y espera una respuesta',
  },
  test: (organization) => ({
    subject: `${organization}: prueba de avisos`,
    text: `Esto es una prueba. Los avisos sobre ${organization} le llegan aquí.`,
  }),
};
