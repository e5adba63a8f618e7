/** French: alerts. */
import type { AlertWords } from './alert-words.ts';
import type { Told } from './facts-in-words.ts';

const said = (words: string | undefined) => (words === undefined ? '' : ` Réponse du fournisseur : ${words}`);
const messages = (f: Told) => (f.count('count') < 2 ? `${f.text('count')} message` : `${f.text('count')} messages`);
const some = (f: Told, one: string, many: string) => (f.count('count') < 2 ? one : many);

export const alerts: AlertWords = {
  colon: ' : ',
  levels: { warning: 'Attention', critical: 'Urgent' },
  kinds: {
    sender_unavailable: {
      title: (f) => `l’expéditeur ${f.text('sender')} (${f.channel()}) ne fonctionne pas`,
      text: (f) =>
        `L’expéditeur ${f.text('sender')} (${f.channel()}) ne fonctionne pas. ${
          f.maybe('isLast') === undefined
            ? 'Les messages partent par le suivant de son canal.'
            : 'Aucun autre de ce canal ne fonctionne : les messages attendent.'
        }${said(f.maybe('said'))}`,
      over: (f) => `L’expéditeur ${f.text('sender')} (${f.channel()}) fonctionne à nouveau.`,
    },
    engine_late: {
      title: () => 'les messages partent en retard',
      text: (f) =>
        `Les messages partent en retard : le plus ancien attend depuis ${f.duration('waits')}. Un processus d’envoi (worker) tourne-t-il ?`,
      over: () => 'Les messages partent à nouveau à l’heure.',
    },
    dead_letters: {
      title: (f) => `${messages(f)} ${some(f, 'abandonné', 'abandonnés')} en une heure`,
      text: (f) =>
        `${messages(f)} ${some(f, 'a été abandonné', 'ont été abandonnés')} en une heure. Raison la plus fréquente (${f.text('ofReason')}) : ${f.reason('reason')}. Ce qui a été abandonné peut être réessayé ou écarté.`,
      over: () =>
        'Presque plus aucun message n’est abandonné. Ce qui a été abandonné attend d’être réessayé ou écarté.',
    },
    unknown_outcomes: {
      title: (f) => `${messages(f)} dont l’envoi est incertain`,
      text: (f) =>
        `Pour ${messages(f)}, on ne sait pas si l’envoi a eu lieu, et plus rien ne le recherche. Demandez au fournisseur et indiquez le résultat.`,
      over: () => 'Il n’y a plus de message dont l’envoi est incertain.',
    },
    coverage_gaps: {
      title: (f) => `sans suivi : ${f.text('count')} sur ${f.text('live')} des dossiers en cours`,
      text: (f) =>
        `Sur ${f.text('live')} dossiers en cours, ${f.text('count')} ${some(f, 'n’est suivi', 'ne sont suivis')} par personne. ${f.text('causes')}`,
      over: () => 'Quelqu’un s’occupe à nouveau de chaque dossier en cours.',
    },
    mailbox_unreadable: {
      title: (f) => `la boîte de ${f.text('sender')} ne peut pas être lue`,
      text: (f) =>
        `La boîte de l’expéditeur ${f.text('sender')} ne peut pas être lue : les réponses et les retours d’erreur passent inaperçus.${said(f.maybe('said'))}`,
      over: (f) => `La boîte de l’expéditeur ${f.text('sender')} peut à nouveau être lue.`,
    },
    bounce_rate: {
      title: (f) => `trop de messages de ${f.text('sender')} reviennent ou sont signalés comme indésirables`,
      text: (f) =>
        `Sur ${messages(f)} de l’expéditeur ${f.text('sender')} (${f.channel()}) en 7 jours, ${f.text('bounced')} à des adresses qui ne fonctionnent pas (${f.text('bouncedPercent')} %) et ${f.text('complained')} ${f.count('complained') < 2 ? 'signalé comme indésirable' : 'signalés comme indésirables'} (${f.text('complainedPercent')} %). Les fournisseurs bloquent les expéditeurs pour cela. Cherchez d’où viennent ces adresses et suspendez ce qui leur écrit.`,
      over: (f) =>
        `Presque plus aucun message de l’expéditeur ${f.text('sender')} ne revient ou n’est signalé comme indésirable.`,
    },
  },
  isOver: 'Terminé',
  since: (instant) => `Depuis le ${instant}.`,
  stillSince: (instant) => `Rappel : il en est ainsi depuis le ${instant}.`,
  lasted: (duration) => `Cela a duré ${duration}.`,
  more: (count) => `et ${count} de plus`,
  records: {
    lead: ['prospect', 'prospects'],
    conversation: ['conversation', 'conversations'],
    appointment: ['rendez-vous', 'rendez-vous'],
  },
  causes: {
    no_sequence: 'aucune séquence ne porte sur de tels dossiers',
    sequence_inactive: 'les séquences qui portent sur eux ont été désactivées',
    sequence_paused: 'leur séquence est suspendue',
    not_begun: 'il y a une séquence, mais son déclencheur ou sa condition ne convenait pas',
    sequence_missing: 'dans une version d’une séquence qui n’existe pas',
    stranded: 'dans une séquence où rien n’est prévu',
    ended_without_reason: 'leur séquence a pris fin sans que personne dise pourquoi',
    unanswered: 'la personne a écrit en dernier et attend une réponse',
  },
  test: (organization) => ({
    subject: `${organization} : essai des alertes`,
    text: `Ceci est un essai. Les alertes sur ${organization} vous parviennent ici.`,
  }),
};
