/** Names for the parts of the generated client that pages use. */
import type { paths } from './schema.d.ts';

type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type FollowUpPage = Answer<'/v1/follow-ups', 'get'>;
export type FollowUp = FollowUpPage['items'][number];
export type FollowUpState = FollowUp['state'];
export type Explanation = Answer<'/v1/follow-ups/{id}/explain', 'get'>;
export type FollowUpQuery = NonNullable<paths['/v1/follow-ups']['get']['parameters']['query']>;
export type Channel = NonNullable<FollowUpQuery['channel']>;

export type ProblemDocument =
  paths['/v1/follow-ups']['get']['responses'][401]['content']['application/problem+json'];
