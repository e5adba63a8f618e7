// The API on a database of its own, with two organizations and their keys; requests go in without a network.
import type { FastifyInstance, InjectOptions } from 'fastify';
import { systemClock } from '../../../src/clock.ts';
import type { Scope } from '../../../src/domain/role.ts';
import type { RequestLimits } from '../../../src/http/limit-requests.ts';
import { createServer } from '../../../src/http/server.ts';
import { silentLogger } from '../../../src/logger.ts';
import { createApiKey } from '../../../src/operations/api-keys.ts';
import type { OperationContext } from '../../../src/operations/context.ts';
import { DefinitionCache } from '../../../src/operations/definition-cache.ts';
import { Intake } from '../../../src/operations/intake.ts';
import { sandboxInbox } from '../../../src/providers/sandbox-inbox.ts';
import { smtpEmail } from '../../../src/providers/smtp-email.ts';
import { standardWebhook } from '../../../src/providers/standard-webhook.ts';
import { SecretBox } from '../../../src/secret-box.ts';
import { Database } from '../../../src/store/database.ts';
import { Telemetry } from '../../../src/telemetry.ts';
import { createTestDatabase } from '../../support/postgres.ts';

export interface Answer {
  readonly status: number;
  // What comes back is what is tested.
  // biome-ignore lint/suspicious/noExplicitAny: an answer can be anything
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Api {
  readonly app: FastifyInstance;
  readonly context: OperationContext;
  readonly telemetry: Telemetry;
  /** With every scope, of the organization `default` and of `other`. */
  readonly key: string;
  readonly otherKey: string;
  call(method: InjectOptions['method'], url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  keyWith(scopes: readonly Scope[]): Promise<string>;
  close(): Promise<void>;
}

/**
 * @param route leads to the database by another address
 * @param requestLimits how often the callers may call
 * @param changes what operations work with, where it is to be something else
 */
export async function startApi(
  route: (url: string) => Promise<string> = async (url) => url,
  requestLimits: RequestLimits = {},
  changes: Partial<OperationContext> = {},
): Promise<Api> {
  const database = await createTestDatabase({ quietHours: true });
  const db = new Database({ url: await route(database.url), hotConnections: 2, tenantConnections: 4 });
  const providers = new Map(
    [sandboxInbox, standardWebhook, smtpEmail].map((provider) => [provider.describe().type, provider]),
  );
  const context: OperationContext = {
    db,
    clock: systemClock,
    providers,
    definitions: new DefinitionCache(db, systemClock),
    secrets: new SecretBox([Buffer.alloc(32, 7).toString('base64')]),
    allowPrivateAddresses: true,
    publicUrl: 'https://relance.example.com',
    ...changes,
  };
  await db.query({
    name: 'other-organization',
    text: `INSERT INTO relance.organizations (key, name) VALUES ('other', 'Other')`,
  });
  const organizations = await db.query<{ id: number; key: string }>({
    name: 'organizations',
    text: 'SELECT id, key FROM relance.organizations ORDER BY id',
  });
  const [mine, other] = organizations as [{ id: number; key: string }, { id: number; key: string }];
  const { key } = await createApiKey(context, mine, { name: 'test' });
  const { key: otherKey } = await createApiKey(context, other, { name: 'other' });
  const telemetry = new Telemetry();
  const app = await createServer({
    context,
    telemetry,
    intake: new Intake(context),
    logger: silentLogger,
    requestLimits,
    version: '0.0.0',
  });
  await app.ready();
  return {
    app,
    context,
    telemetry,
    key,
    otherKey,
    call: async (method, url, body, headers = {}) => {
      const response = await app.inject({
        method: method ?? 'GET',
        url,
        headers: { 'x-api-key': key, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const isJson = /\bjson\b/.test(String(response.headers['content-type']));
      return { status: response.statusCode, body: isJson ? response.json() : response.body, headers: response.headers };
    },
    keyWith: async (scopes) => (await createApiKey(context, mine, { name: scopes.join(), scopes })).key,
    close: async () => {
      await app.close();
      await db.close();
      await database.drop();
    },
  };
}
