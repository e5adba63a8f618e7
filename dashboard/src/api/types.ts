/** Names for the parts of the generated client that pages use. */
import type { components, paths } from './schema.d.ts';

type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type FollowUpPage = Answer<'/v1/follow-ups', 'get'>;
export type FollowUp = FollowUpPage['items'][number];
export type FollowUpState = FollowUp['state'];
export type Explanation = Answer<'/v1/follow-ups/{id}/explain', 'get'>;
export type Decision = Explanation['decisions'][number];
export type ContactExplanation = Answer<'/v1/contacts/{ref}/explain', 'get'>;
export type ToldFollowUp = ContactExplanation['planned'][number];
export type Coverage = Answer<'/v1/coverage', 'get'>;
export type UncoveredRecord = Answer<'/v1/coverage/uncovered', 'get'>['items'][number];
export type AlertRules = components['schemas']['AlertRules'];
export type AlertTarget = AlertRules['targets'][number];
export type StandingAlert = Answer<'/v1/alerts/standing', 'get'>['items'][number];
export type AlertKind = StandingAlert['kind'];
export type AlertLevel = StandingAlert['level'];
export type FollowUpQuery = NonNullable<paths['/v1/follow-ups']['get']['parameters']['query']>;
export type Channel = NonNullable<FollowUpQuery['channel']>;
export type SandboxMessage = Answer<'/v1/sandbox/messages', 'get'>['items'][number];

export type Session = components['schemas']['Session'];
export type Scope = Session['scopes'][number];
export type Operator = components['schemas']['Operator'];
export type Role = Operator['role'];
export type Invitation = Answer<'/v1/invitations', 'get'>['items'][number];
export type OwnSession = Answer<'/v1/sessions', 'get'>['items'][number];

export type ProblemDocument = components['schemas']['Problem'];
