/** French: why something was decided, and what would change it. */
import type { Words } from './words.ts';

export const why: Words['why'] = {
  anchor_missing: 'la date à partir de laquelle la séquence compte n’est pas connue',
  anchor_moved: 'il y a eu un autre message depuis, le silence se compte donc à partir de celui-ci',
  approved: 'quelqu’un l’a approuvé',
  blackout: {
    plain: 'rien n’est envoyé pendant ces jours',
    told: (f) => `rien n’est envoyé pendant ces jours (${f.text('reason')})`,
  },
  blocked: {
    plain: 'la personne ne veut plus de messages',
    told: (f) => `la personne ne veut plus de messages (${f.reason('cause')})`,
  },
  bounced: 'l’adresse ne fonctionne pas',
  business_hours: {
    plain: 'c’était en dehors des heures d’ouverture',
    told: (f) => `c’était en dehors des heures d’ouverture (${f.clock('localTime')}, ${f.text('zone')})`,
  },
  cancelled_by_caller: 'quelqu’un l’a annulé',
  cap_reached: {
    plain: 'la personne a déjà reçu récemment autant de messages que permis',
    told: (f) => {
      const time = f.text('cap') === 'day' ? '24 heures' : '7 jours';
      const what = { contact: '', sequence: ' de cette séquence', channel: ' par ce canal' }[f.text('of')] ?? '';
      return `la personne a reçu ${f.text('sent')} ${f.count('sent') < 2 ? 'message' : 'messages'}${what} en ${time}, et la limite est de ${f.text('limit')}`;
    },
  },
  catching_up:
    'ce qui est arrivé à échéance pendant une panne part à la moitié au plus du débit de son expéditeur, pour que le reste parte à l’heure',
  clock_jumped: 'une horloge a sauté, et rien n’est envoyé tant que les horloges ne concordent pas',
  commit_failed: 'il n’a pas pu être enregistré avant l’envoi, rien n’a donc été envoyé',
  decision_failed: 'il n’a pas été possible de décider à son sujet, à cause de son contenu ou des réglages',
  complained: 'la personne a signalé un message comme indésirable',
  condition_false: {
    plain: 'la condition de son étape n’était pas remplie',
    told: (f) => `la condition (« when ») de l’étape « ${f.text('step')} » n’était pas remplie`,
  },
  consent_refused: {
    plain: 'la personne a refusé les messages de ce genre',
    told: (f) => `la personne a refusé ceci par ${f.channel()} : ${f.category()}`,
  },
  contact_busy: 'un autre message à la même personne était en train de partir',
  contact_paused: 'les messages à cette personne sont en pause',
  contact_resumed: 'les messages à cette personne reprennent après une pause',
  content_missing: 'il n’a ni modèle ni texte',
  content_refused: 'le fournisseur n’accepte pas son contenu',
  discarded: 'quelqu’un l’a écarté',
  distance: {
    plain: 'l’étape d’avant est partie plus tard que prévu, et celle-ci garde son écart avec elle',
    told: (f) =>
      `l’étape d’avant est partie plus tard que prévu, le ${f.instant('lastAt')}, et celle-ci garde son écart avec elle`,
  },
  ended_by_caller: 'quelqu’un a mis fin à la séquence pour cette personne',
  enrollment_ended: 'la séquence était terminée pour cette personne',
  enrollment_paused: 'la séquence est en pause pour cette personne',
  enrollment_resumed: 'la séquence reprend pour cette personne après une pause',
  erased: 'les données de la personne ont été effacées',
  event: 'ce qu’il attendait s’est produit',
  facts_changed: 'quelque chose a changé pour cette personne juste avant l’envoi',
  finished: 'toutes les étapes sont faites et aucune réponse n’est venue',
  gap: {
    plain: 'le dernier message à cette personne est trop récent',
    told: (f) =>
      `le dernier message à cette personne est parti le ${f.instant('lastAt')}, et le suivant doit attendre ${f.duration('gapMs')}`,
  },
  holiday: {
    plain: 'c’était un jour férié',
    told: (f) => `le ${f.day('date')} est un jour férié (${f.text('name')})`,
  },
  kept_unknown: 'on n’a pas pu savoir s’il est arrivé, et il n’est pas envoyé deux fois',
  late_call: 'tant de temps avait passé qu’il fallait le vérifier à nouveau avant l’envoi',
  lease_expired: 'le processus qui s’en occupait n’a plus répondu',
  manual: 'quelqu’un l’a fermée à la main',
  missed_window: {
    plain: 'il était plus en retard que permis',
    told: (f) => `il avait un retard de ${f.duration('lateMs')}, et le maximum permis est de ${f.duration('graceMs')}`,
  },
  missing_address: {
    plain: 'la personne n’a pas d’adresse pour son canal',
    told: (f) => `la personne n’a pas d’adresse pour ce canal : ${f.channel()}`,
  },
  next_sender: 'cet expéditeur ne l’a pas pris, et le suivant est essayé',
  next_window: 'son moment d’envoi était passé, et il part au prochain',
  no_consent: {
    plain: 'la personne n’a pas donné son accord pour les messages de ce genre',
    told: (f) => `la personne n’a pas donné son accord pour ceci par ${f.channel()} : ${f.category()}`,
  },
  no_sender: 'il n’y a pas d’expéditeur qui puisse l’envoyer',
  no_sender_works: 'aucun expéditeur de son canal ne fonctionne',
  not_delivered: 'le fournisseur n’a pas pu le remettre',
  opted_in: 'la personne accepte de nouveau de recevoir des messages',
  opted_out: 'la personne s’est désinscrite',
  organization_missing: 'son organisation n’existe pas',
  outcome_unknown: 'aucune réponse claire n’est venue du fournisseur',
  policy_changed: 'selon les règles, les jours ouvrés ne sont plus les mêmes',
  possible_duplicate: 'personne ne sait s’il est arrivé, et cette organisation préfère deux fois plutôt que jamais',
  preference_off: {
    plain: 'la personne a désactivé les messages de ce genre',
    told: (f) => `la personne a désactivé ceci par ${f.channel()} : ${f.category()}`,
  },
  asked_later: {
    plain: 'la personne a demandé à être recontactée plus tard',
    told: (f) => `la personne a demandé à être recontactée le ${f.instant('heldUntil')}`,
  },
  out_of_office: {
    plain: 'la personne est absente',
    told: (f) => `la personne est absente jusqu’au ${f.instant('heldUntil')}, d’après la réponse de sa messagerie`,
  },
  preference_paused: {
    plain: 'la personne a demandé une pause',
    told: (f) => `la personne a demandé une pause jusqu’au ${f.instant('until')}`,
  },
  quiet_hours: {
    plain: 'c’était pendant les heures calmes de la personne',
    told: (f) => `il était ${f.clock('localTime')} chez la personne (${f.text('zone')}), pendant les heures calmes`,
  },
  rate_limited: 'l’expéditeur a atteint sa limite, ou son fournisseur nous a demandé de ralentir',
  rate_limited_too_long:
    'le fournisseur, ou l’adresse du destinataire elle-même, nous a demandé sans cesse de ralentir, pendant un jour ou plus',
  recently_active: {
    plain: 'la personne nous a écrit il y a peu',
    told: (f) =>
      `la personne nous a écrit le ${f.instant('lastInboundAt')} et est laissée tranquille pendant ${f.duration('quietMs')}`,
  },
  recipient_rate_limited: 'l’adresse du destinataire elle-même nous a demandé de ralentir',
  recipient_refused: 'le fournisseur dit que l’adresse ne fonctionne pas',
  reconciled: 'le fournisseur l’avait pris, comme on l’a su plus tard',
  reconciled_refused: 'le fournisseur ne l’avait pas pris, comme on l’a su plus tard',
  render_failed: {
    plain: 'son texte n’a pas pu être produit à partir du modèle',
    told: (f) => `son texte n’a pas pu être produit à partir du modèle (${f.text('detail')})`,
  },
  rescheduled: 'quelqu’un l’a déplacé à un autre moment',
  restarted: 'la séquence a recommencé',
  retried: 'quelqu’un l’a fait essayer de nouveau',
  retries_exhausted: 'il a été refusé à chaque fois, et il ne reste plus d’essai',
  retry: 'l’expéditeur ne l’a pas pris, et il est essayé de nouveau',
  send_now: 'quelqu’un l’a fait envoyer tout de suite',
  sender_unavailable: 'aucun expéditeur qui puisse l’envoyer n’est utilisable en ce moment',
  sender_unproven:
    'n’importe qui peut écrire un e-mail au nom d’un autre ; c’est le lien d’un de nos messages, ou un mot depuis son téléphone, qui fait reprendre',
  sent_again_by_key:
    'personne ne sait s’il est arrivé, et l’envoyer à nouveau est sans danger, car le destinataire reconnaît les répétitions',
  sequence_missing: 'la version de la séquence dont il fait partie n’existe pas',
  sequence_paused: 'la séquence est en pause pour tous',
  settled_by_hand: {
    plain: 'quelqu’un a trouvé ce qu’il était devenu',
    told: (f) => `${f.text('by')} a trouvé ce qu’il était devenu`,
  },
  skip_if: {
    plain: 'une exception de son étape s’appliquait',
    told: (f) => `l’exception (« skipIf ») de l’étape « ${f.text('step')} » s’appliquait`,
  },
  start_word: 'la personne a écrit un mot qui veut dire reprendre',
  stop_word: 'la personne a écrit un mot qui veut dire stop',
  stopped_in_flight: {
    plain: 'il a été annulé pendant l’envoi, et le fournisseur ne l’a pas pris',
    told: (f) => `il a été annulé pendant l’envoi (${f.reason('cause')}), et le fournisseur ne l’a pas pris`,
  },
  store_unavailable: 'la base de données était injoignable',
  suppressed: {
    plain: 'rien ne peut être envoyé à cette adresse',
    told: (f) => `rien ne peut être envoyé à cette adresse (${f.reason('cause')})`,
  },
  template_missing: {
    plain: 'son modèle n’existe pas',
    told: (f) => `son modèle n’existe pas (${f.text('detail')})`,
  },
  timed_out: 'le temps d’attente était écoulé',
  too_late: 'son moment était déjà passé quand il a été planifié',
  unsubscribed: 'la personne s’est désabonnée',
  window_never_opens: 'les règles ne laissent aucun moment où il puisse être envoyé',
  worker_stopped: 'le processus qui s’en occupait a été arrêté',
  zone_changed: 'le fuseau horaire de la personne n’est pas celui qui était connu, ou ses horloges changent',
};

export const wouldSendIf: Words['wouldSendIf'] = {
  blackout: {
    plain: 'ces jours sont passés',
    told: (f) =>
      `ces jours sont passés, ou qu’ils soient retirés de la liste ; il est réexaminé le ${f.instant('until')}`,
  },
  blocked: 'la personne accepte de nouveau des messages, et qu’il soit planifié à nouveau',
  business_hours: {
    plain: 'les heures d’ouverture commencent',
    told: (f) => `les heures d’ouverture commencent ; il est réexaminé le ${f.instant('until')}`,
  },
  cap_reached: {
    plain: 'les messages précédents sont plus anciens, ou que la limite soit relevée',
    told: (f) =>
      `les messages précédents sont plus anciens, ou que la limite soit relevée ; il est réexaminé le ${f.instant('until')}`,
  },
  catching_up: 'son tour vient ; il suit de lui-même',
  commit_failed: 'ce que dit le détail est corrigé, et qu’il soit essayé de nouveau',
  decision_failed: 'ce que dit le détail est corrigé, et qu’il soit essayé de nouveau',
  condition_false: 'la condition est remplie au moment voulu ; pour celui-ci, ce moment est passé',
  consent_refused: 'la personne accepte les messages de ce genre, et qu’il soit planifié à nouveau',
  contact_busy: 'l’autre message est parti ; il suit de lui-même',
  contact_paused: 'les messages à cette personne reprennent',
  content_missing: 'on lui donne un texte ou un modèle, et qu’il soit essayé de nouveau',
  content_refused: 'son texte est changé en ce que le fournisseur accepte, et qu’il soit essayé de nouveau',
  distance: {
    plain: 'l’étape d’avant était partie à temps',
    told: (f) => `l’étape d’avant était partie à temps ; il est réexaminé le ${f.instant('until')}`,
  },
  enrollment_ended: 'la personne recommence la séquence',
  enrollment_paused: 'la séquence reprend pour cette personne',
  gap: {
    plain: 'le dernier message est plus ancien, ou que l’écart demandé soit plus court',
    told: (f) =>
      `le dernier message est plus ancien, ou que l’écart demandé soit plus court ; il est réexaminé le ${f.instant('until')}`,
  },
  holiday: {
    plain: 'le jour férié est passé',
    told: (f) => `le jour férié est passé ; il est réexaminé le ${f.instant('until')}`,
  },
  missed_window:
    'un plus grand retard est permis (délai de grâce, ou « missedWindow: send »), et qu’il soit planifié à nouveau',
  missing_address: {
    plain: 'la personne reçoit une adresse pour son canal, et qu’il soit planifié à nouveau',
    told: (f) => `la personne reçoit une adresse pour son canal (${f.channel()}), et qu’il soit planifié à nouveau`,
  },
  next_window: {
    plain: 'son prochain moment d’envoi arrive',
    told: (f) => `son prochain moment d’envoi arrive, le ${f.instant('until')}`,
  },
  no_consent: 'la personne donne son accord pour les messages de ce genre, et qu’il soit planifié à nouveau',
  no_sender: 'un expéditeur est configuré pour son canal, et qu’il soit essayé de nouveau',
  no_sender_works: 'un expéditeur de son canal fonctionne de nouveau, et qu’il soit essayé de nouveau',
  organization_missing: 'son organisation existe de nouveau',
  preference_off: 'la personne réactive les messages de ce genre, et qu’il soit planifié à nouveau',
  asked_later: {
    plain: 'ce moment soit venu, ou que la personne écrive de nouveau',
    told: (f) => `l’on soit le ${f.instant('heldUntil')}, ou que la personne écrive plus tôt`,
  },
  out_of_office: {
    plain: 'la personne soit de retour, ou qu’elle écrive de nouveau',
    told: (f) => `la personne soit de retour, le ${f.instant('heldUntil')}, ou qu’elle écrive plus tôt`,
  },
  preference_paused: {
    plain: 'la pause est finie, ou que la personne y mette fin',
    told: (f) => `la pause est finie, le ${f.instant('until')}, ou que la personne y mette fin plus tôt`,
  },
  quiet_hours: {
    plain: 'les heures calmes sont passées',
    told: (f) => `les heures calmes sont passées ; il est réexaminé le ${f.instant('until')}`,
  },
  rate_limited: 'l’expéditeur peut de nouveau envoyer ; il suit de lui-même',
  rate_limited_too_long:
    'celui qui l’a demandé permet plus ou que l’expéditeur soit ralenti, et qu’il soit essayé de nouveau',
  recently_active: {
    plain: 'la personne n’a pas écrit depuis un moment',
    told: (f) => `la personne n’écrit plus avant le ${f.instant('until')}`,
  },
  recipient_rate_limited: 'l’adresse du destinataire prend de nouveau des messages ; il suit de lui-même',
  recipient_refused: 'l’adresse est corrigée, et qu’il soit essayé de nouveau',
  render_failed: 'le modèle est corrigé, et qu’il soit essayé de nouveau',
  retries_exhausted: 'ce que le fournisseur reproche est corrigé, et qu’il soit essayé de nouveau',
  sender_unavailable: 'un expéditeur fonctionne de nouveau ou reprend ; il suit de lui-même, s’il n’est pas trop tard',
  sequence_missing: 'cette version de la séquence est rétablie, et qu’il soit planifié à nouveau',
  sequence_paused: 'la séquence reprend',
  skip_if: 'l’exception ne s’applique pas au moment voulu ; pour celui-ci, ce moment est passé',
  stopped_in_flight: 'il est planifié à nouveau',
  suppressed: 'les messages à cette adresse sont de nouveau permis, et qu’il soit planifié à nouveau',
  template_missing: 'le modèle est enregistré, et qu’il soit essayé de nouveau',
  too_late: 'l’on peut le planifier plus tôt, avant que son moment soit passé',
  window_never_opens: 'les règles laissent un moment pour l’envoi, et qu’il soit planifié à nouveau',
};
