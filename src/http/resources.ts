/** All resources, in the order of the description of the API. */
import type { FastifyInstance } from 'fastify';
import type { Logger } from '../logger.ts';
import type { Authenticator } from '../operations/authenticate.ts';
import type { OperationContext } from '../operations/context.ts';
import type { Intake } from '../operations/intake.ts';
import type { Telemetry } from '../telemetry.ts';
import { addFollowUpHook } from './compat/follow-up-hook.ts';
import type { RequestCounter } from './limit-requests.ts';
import { addAlerts } from './resources/alerts.ts';
import { addAudit } from './resources/audit.ts';
import { addConsents } from './resources/consents.ts';
import { addContacts } from './resources/contacts.ts';
import { addConversations } from './resources/conversations.ts';
import { addCoverage } from './resources/coverage.ts';
import { addDeadLetters } from './resources/dead-letters.ts';
import { addEnrollments } from './resources/enrollments.ts';
import { addEvents } from './resources/events.ts';
import { addFollowUps } from './resources/follow-ups.ts';
import { addInvitations } from './resources/invitations.ts';
import { addKeys } from './resources/keys.ts';
import { addMessages } from './resources/messages.ts';
import { addOperators } from './resources/operators.ts';
import { addOrganization } from './resources/organization.ts';
import { addOrganizations } from './resources/organizations.ts';
import { addPolicy } from './resources/policy.ts';
import { addPrivacy } from './resources/privacy.ts';
import { addSenders } from './resources/senders.ts';
import { addSequences } from './resources/sequences.ts';
import { addSession } from './resources/session.ts';
import { addSessions } from './resources/sessions.ts';
import { addSignIn } from './resources/sign-in.ts';
import { addSuppressionLists } from './resources/suppression-lists.ts';
import { addSuppressions } from './resources/suppressions.ts';
import { addTemplates } from './resources/templates.ts';
import type { SessionCookies } from './session-cookies.ts';

export interface ResourcesOptions {
  readonly context: OperationContext;
  readonly intake: Intake;
  readonly telemetry: Telemetry;
  readonly authenticator: Authenticator;
  readonly requests: RequestCounter;
  readonly cookies: SessionCookies;
  readonly logger: Logger;
  /** Are there people who sign in? */
  readonly operators: boolean;
  readonly defaultCountry?: string;
}

export function addResources(app: FastifyInstance, options: ResourcesOptions): void {
  addEvents(app, options);
  addContacts(app, options);
  addConsents(app, options);
  addConversations(app, options);
  addSequences(app, options);
  addPolicy(app, options);
  addEnrollments(app, options);
  addFollowUps(app, options);
  addDeadLetters(app, options);
  addCoverage(app, options);
  addAlerts(app, options);
  addMessages(app, options);
  addSuppressions(app, options);
  addSuppressionLists(app, options);
  addSenders(app, options);
  addTemplates(app, options);
  addOrganization(app, options);
  addKeys(app, options);
  addPrivacy(app, options);
  addAudit(app, options);
  addSession(app, options);
  addOrganizations(app, options);
  addFollowUpHook(app, options);
  if (!options.operators) return;
  addSignIn(app, options);
  addSessions(app, options);
  addOperators(app, options);
  addInvitations(app, options);
}
