/** All resources, in the order of the description of the API. */
import type { FastifyInstance } from 'fastify';
import type { Authenticator } from '../operations/authenticate.ts';
import type { OperationContext } from '../operations/context.ts';
import type { SenderAccess } from '../operations/read-senders.ts';
import type { Telemetry } from '../telemetry.ts';
import { addEvents } from './resources/events.ts';
import { addFollowUps } from './resources/follow-ups.ts';
import { addKeys } from './resources/keys.ts';

export interface ResourcesOptions {
  readonly context: OperationContext;
  readonly telemetry: Telemetry;
  readonly authenticator: Authenticator;
  readonly senders: SenderAccess;
  readonly defaultCountry?: string;
}

export function addResources(app: FastifyInstance, options: ResourcesOptions): void {
  addEvents(app, options);
  addFollowUps(app, options);
  addKeys(app, options);
}
