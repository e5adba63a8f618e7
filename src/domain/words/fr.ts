/** French. */
import { alerts } from './fr-alerts.ts';
import { why, wouldSendIf } from './fr-reasons.ts';
import type { Words } from './words.ts';

const by = (name: string | undefined) => (name === undefined ? '' : ` par ${name}`);
const named = (sequence: string | undefined) => (sequence === undefined ? '' : ` « ${sequence} »`);
const to = (when: string | undefined) => (when === undefined ? '' : ` au ${when}`);
const again = (when: string | undefined) => (when === undefined ? '' : ` Il est réexaminé le ${when}.`);
const said = (words: string) => (words === '' ? '' : ` Sa réponse : ${words}.`);
const on = (ended: string | null) => (ended === null ? '' : ` le ${ended}`);

export const fr: Words = {
  channels: {
    sms: 'SMS',
    whatsapp: 'WhatsApp',
    email: 'e-mail',
    discord: 'Discord',
    slack: 'Slack',
    telegram: 'Telegram',
    webhook: 'webhook',
    none: 'aucun canal',
  },
  categories: {
    '*': 'tous les messages',
    transactional: 'messages transactionnels',
    reminder: 'rappels',
    conversational: 'messages de conversation',
    nurture: 'messages de suivi commercial',
    marketing: 'messages publicitaires',
    manual: 'messages écrits à la main',
  },
  refusals: {
    transient: 'il ne peut pas être envoyé pour le moment',
    sender: 'cet expéditeur ne fonctionne pas',
    recipient: 'cette adresse ne fonctionne pas',
    content: 'le contenu n’est pas accepté',
    rate: 'trop de messages à la fois',
  },
  events: {
    'contact.upserted': 'le contact a été créé ou modifié',
    'contact.optedOut': 'la personne s’est désinscrite',
    'contact.optedIn': 'la personne accepte de nouveau des messages',
    'contact.consentGiven': 'la personne a accepté les messages',
    'contact.consentWithdrawn': 'la personne n’accepte plus les messages',
    'contact.consentRequested': 'il a été demandé à la personne si elle accepte les messages',
    'lead.created': 'un prospect a été créé',
    'lead.scored': 'un prospect a reçu une note',
    'lead.converted': 'le prospect est devenu client',
    'message.received': 'la personne nous a écrit',
    'message.autoReplied': 'une réponse automatique est arrivée',
    'message.sent': 'un message a été envoyé à la personne',
    'conversation.closed': 'la conversation a été close',
    'call.ended': 'un appel s’est terminé',
    'appointment.booked': 'un rendez-vous a été pris',
    'appointment.moved': 'un rendez-vous a été déplacé',
    'appointment.cancelled': 'un rendez-vous a été annulé',
    'appointment.completed': 'un rendez-vous a eu lieu',
    'appointment.noShow': 'la personne n’est pas venue à un rendez-vous',
    'actionItem.created': 'une tâche a été créée',
    'actionItem.completed': 'une tâche a été faite',
  },
  otherEvent: (name) => `« ${name} » s’est produit`,
  why,
  noReason: 'aucune raison n’a été notée',
  wouldSendIf,
  wouldSendIfInState: {
    awaiting_approval: 'quelqu’un l’approuve',
    unknown: 'il s’avère qu’il n’a pas été envoyé',
    cancelled: 'il est planifié à nouveau : ce qui est annulé le reste',
  },
  rules: {
    approval: 'Approbation par une personne',
    calendar: 'Heures et jours d’envoi',
    cap: 'Limite de messages par personne',
    condition: 'Condition de l’étape',
    consent: 'Consentement',
    late_grace: 'Retard permis',
    one_at_a_time: 'Un message à la fois par personne',
    opt_out: 'Désinscriptions et adresses fermées',
    pause: 'Pause',
    preference: 'Préférences de la personne',
    reachable: 'Une adresse pour le canal',
    refusal: 'Après un refus du fournisseur',
    sender: 'Expéditeurs',
    sequence: 'La séquence',
    silence: 'Le silence se compte depuis le dernier message',
    unknown: 'Issues inconnues',
  },
  sources: {
    default: 'valeur d’origine',
    organization: 'fixé pour l’organisation',
    sequence: 'fixé pour la séquence',
    contact: 'fixé pour cette personne',
    region: 'une règle de la région de la personne',
  },
  decisions: {
    answered: () => 'La personne y a répondu.',
    approved: (_, f) => `Approuvé${by(f.maybe('by'))}.`,
    cancelled: (why) => `Annulé : ${why}.`,
    clicked: () => 'La personne a suivi un lien qu’il contient.',
    complained: () => 'La personne l’a signalé comme indésirable.',
    completed: () => 'La séquence est finie : il n’y a plus rien à venir.',
    consent_given: (_, f) => `La personne a accepté par ${f.channel()} : ${f.categories()}.`,
    consent_requested: (_, f) =>
      `Il a été demandé à la personne si elle accepte par ${f.channel()} : ${f.categories()}.`,
    consent_withdrawn: (_, f) => `La personne n’accepte plus par ${f.channel()} : ${f.categories()}.`,
    preferences_changed: (_, f) => `Les préférences de la personne ont été modifiées${by(f.maybe('by'))}.`,
    suppressed: (why, f) => `Une adresse a été fermée aux messages${by(f.maybe('by'))} : ${why}.`,
    suppression_lifted: (_, f) => `Une adresse peut de nouveau recevoir des messages${by(f.maybe('by'))}.`,
    contact_paused: (_, f) => `Les messages à cette personne ont été mis en pause${by(f.maybe('by'))}.`,
    contact_resumed: (_, f) => `Les messages à cette personne ont repris${by(f.maybe('by'))}.`,
    dead_letter: (why) => `Abandonné : ${why}.`,
    deferred: (why, f) => `Pas encore envoyé : ${why}.${again(f.later('until'))}`,
    delivered: () => 'Le fournisseur annonce qu’il est arrivé.',
    edited: (_, f) => `Son texte a été modifié${by(f.maybe('by'))}.`,
    ended: (why) => `La séquence s’est terminée : ${why}.`,
    enrolled: (_, f) => `La séquence${named(f.maybe('sequence'))} a commencé.`,
    enrollment_paused: (_, f) => `La séquence a été mise en pause pour cette personne${by(f.maybe('by'))}.`,
    enrollment_resumed: (_, f) => `La séquence a repris pour cette personne${by(f.maybe('by'))}.`,
    event: (why) => `Signalé : ${why}.`,
    exited: (why) => `La séquence s’est terminée plus tôt : ${why}.`,
    held: (why) => `Laissée tranquille pour l’instant : ${why}.`,
    hold_ended: () => 'La personne a écrit de nouveau et n’est plus laissée tranquille.',
    hook_received: (_, f) => `Un de vos systèmes a signalé une relance${named(f.maybe('strategy'))} par le hook.`,
    moved: (why, f) => `Déplacé${to(f.later('dueAt'))} : ${why}.`,
    not_enrolled: (why, f) => `La séquence${named(f.maybe('sequence'))} n’a pas commencé : ${why}.`,
    not_restarted: (why) => `Ce mot ne fait rien reprendre : ${why}.`,
    opened: () => 'La personne l’a ouvert.',
    refused: (why, f) => `Un essai${by(f.maybe('sender'))} a échoué : ${why}.${again(f.later('until'))}`,
    restarted: (why) => `On peut de nouveau écrire à la personne : ${why}.`,
    retried: (_, f) => `Essayé de nouveau${by(f.maybe('by'))}.`,
    scheduled: (why) => `À envoyer de nouveau : ${why}.`,
    sent: (why, f) => (f.maybe('sender') === undefined ? `Envoyé : ${why}.` : `Envoyé${by(f.maybe('sender'))}.`),
    skipped: (why) => `Pas envoyé : ${why}.`,
    stopped: (why) => `La personne ne doit plus recevoir de messages : ${why}.`,
    undelivered: (why) => `Le fournisseur annonce qu’il n’est pas arrivé : ${why}.`,
    unknown: (why) => `Personne ne sait s’il a été envoyé : ${why}.`,
    unsubscribed: () => 'La personne s’est désabonnée.',
    wait_over: (why) => `L’attente est finie : ${why}.`,
  },
  attempts: {
    accepted: ({ number }) => `Essai ${number} : le fournisseur l’a pris.`,
    refused: ({ number, refusal, said: words }) =>
      `Essai ${number} : le fournisseur ne l’a pas pris${refusal === null ? '' : ` (${refusal})`}.${said(words)}`,
    unknown: ({ number, said: words }) =>
      `Essai ${number} : aucune réponse claire n’est venue, personne ne sait donc si le fournisseur l’a pris.${words === '' ? '' : ` Ce qui a été vu : ${words}.`}`,
    external: ({ number }) => `L’essai ${number} a été fait en dehors de Relance.`,
  },
  states: {
    awaiting_approval: ({ due }) => `Il est prévu pour le ${due} et attend que quelqu’un l’approuve.`,
    scheduled: ({ kind, due, next, why }) => {
      if (kind === 'wait') return `La séquence attend à cette étape, au plus tard jusqu’au ${next}.`;
      if (kind === 'ending') return `La séquence se termine le ${next}, si rien ne se passe avant.`;
      return why === null ? `Il est prévu pour le ${due}.` : `Il n’a pas encore été envoyé : ${why}.`;
    },
    claimed: () => 'Il est en préparation pour l’envoi en ce moment.',
    calling: () => 'Il est remis au fournisseur en ce moment.',
    sent: ({ kind, channel, ended, why }) => {
      if (kind === 'wait') return `L’attente s’est terminée${on(ended)} : ${why}.`;
      return kind === 'ending'
        ? `La séquence s’est terminée${on(ended)} : ${why}.`
        : `Il a été envoyé par ${channel}${on(ended)}.`;
    },
    unknown: () =>
      'Il a été remis au fournisseur, mais aucune réponse claire n’est venue : il a pu être envoyé ou non.',
    dead_letter: ({ ended, why }) => `Il a été abandonné${on(ended)} : ${why}.`,
    skipped: ({ ended, why }) => `Il n’a pas été envoyé ; cela a été décidé${on(ended)} : ${why}.`,
    cancelled: ({ ended, why }) => `Il a été annulé${on(ended)} : ${why}.`,
  },
  next: {
    awaiting_approval: () => 'Rien, tant que personne ne l’approuve.',
    scheduled: ({ kind, next, isOverdue }) => {
      if (kind !== 'message') return `Le ${next}, son temps est écoulé, et la séquence continue ou se termine.`;
      if (isOverdue) return 'Son moment est venu : il est vérifié encore une fois et part dès que possible.';
      return `Le ${next}, il est vérifié encore une fois, et part si rien ne s’y oppose.`;
    },
    claimed: () => 'Ce qu’il devient est noté en quelques secondes.',
    calling: () => 'La réponse du fournisseur est notée en quelques secondes.',
    unknown: ({ reason }) =>
      reason === 'kept_unknown'
        ? 'Rien de soi-même. Qui apprend s’il est arrivé peut le dire (settle).'
        : 'Le fournisseur est interrogé. S’il ne peut rien dire, les règles de l’organisation décident s’il est renvoyé.',
    dead_letter: () => 'Rien, tant que personne ne l’essaie de nouveau ou ne l’écarte.',
    sent: () => 'Plus rien : c’est fait.',
    skipped: () => 'Plus rien : il reste non envoyé.',
    cancelled: () => 'Plus rien : il reste annulé.',
  },
  contact: {
    blocked: (why) => `Cette personne ne reçoit plus de messages, quelle que soit l’adresse : ${why}.`,
    paused: (since) => `Les messages à cette personne sont en pause depuis le ${since}.`,
    suppressed: (channel, address, why) => `Rien n’est envoyé à ${address} (${channel}) : ${why}.`,
    noAddress: 'Il n’y a aucune adresse à laquelle écrire à cette personne.',
    agreed: (category, channel, address) => `La personne a donné son accord à ${address} (${channel}) : ${category}.`,
    refused: (category, channel, address) => `La personne a refusé à ${address} (${channel}) : ${category}.`,
    mayBeWrittenTo: 'On peut écrire à cette personne.',
    nothingPlanned: 'Rien n’est prévu pour cette personne.',
    nextPlanned: (when) => `Le prochain message est prévu pour le ${when}.`,
  },
  alerts,
};
