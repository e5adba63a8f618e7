/** The description of the API: OpenAPI 3.1 at /openapi.json, readable at /docs. */
import swagger, { type SwaggerTransformObject } from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { headerComponents, headersOf, idempotencyKeyParameter, organizationParameter } from './headers.ts';
import type { Repeats } from './route.ts';
import { fact, facts, instant } from './wire.ts';

export const tags: readonly { readonly name: string; readonly description: string }[] = [
  { name: 'events', description: 'What happened: everything follows from events.' },
  { name: 'contacts', description: 'The people that follow-ups go to.' },
  { name: 'conversations', description: 'What was said, and how long it has been silent.' },
  { name: 'sequences', description: 'Ordered steps with a trigger, exits and an ending; versions never change.' },
  { name: 'policy', description: 'When, how often and to whom anything may go out at all; versions never change.' },
  { name: 'enrollments', description: "A contact's run through a sequence." },
  { name: 'follow-ups', description: 'The dated rows: what goes out when, and why or why not.' },
  { name: 'coverage', description: 'Live leads, conversations and appointments that nobody sees to.' },
  { name: 'alerts', description: 'Who is told when something is not as it should be.' },
  { name: 'messages', description: 'What went out and came in.' },
  { name: 'suppressions', description: 'Addresses that nothing is sent to.' },
  { name: 'senders', description: 'Configured accounts at providers.' },
  { name: 'templates', description: 'Texts with variables.' },
  { name: 'organization', description: 'Whose key it is.' },
  { name: 'keys', description: 'API keys.' },
  { name: 'organization', description: 'What is set for the whole organization.' },
  { name: 'audit', description: 'Who changed what.' },
  { name: 'session', description: 'Who calls: signing in and out, sessions, passwords.' },
  { name: 'operators', description: 'The people of an organization who sign in, and what they may do.' },
  { name: 'organizations', description: 'Organizations themselves, for whoever runs the installation.' },
  {
    name: 'compatibility',
    description: 'What systems that Relance replaces call, by the paths and names that they know.',
  },
  { name: 'webhooks', description: 'What vendors call, verified by their signatures.' },
];

const description = `Send events to \`POST /v1/events\`; sequences turn them into follow-ups; workers send each once.

Instants are ISO 8601 with an offset; answers are in UTC. Lists come in pages: give \`nextCursor\` as \`cursor\`.
What went wrong is answered as \`application/problem+json\` (RFC 9457), with \`problems\` that say what is wrong where and what
would be right. Send an \`Idempotency-Key\` with a POST to be able to repeat it safely; keys are kept as
long as the inbox, by default 30 days.

Each API key, each operator and each organization may make so many requests a minute; \`RateLimit-*\` headers say what is left, and beyond
it the answer is a 429 with \`Retry-After\`. A batch is one request.`;

/** Must be registered before the routes that it describes. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Relance', version, description },
      tags: [...tags],
      // Where this page comes from; examples for the shell need a host.
      servers: [{ url: app.prefix || '/' }],
      components: {
        securitySchemes: {
          apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig: { override } }),
    transformObject: (document) =>
      withHeaders(onlyReferred(createJsonSchemaTransformObject({ zodToJsonConfig: { override } })(document))),
  });
  app.get('/openapi.json', { schema: { hide: true }, logLevel: 'silent' }, () => app.swagger());
  await app.register(scalar, {
    routePrefix: '/docs',
    configuration: {
      url: `${app.prefix}/openapi.json`,
      hideClientButton: true,
      withDefaultFonts: false,
      telemetry: false,
      // What talks to its maker's servers, which the page may not.
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
      authentication: { preferredSecurityScheme: 'apiKey' },
    },
  });
}

/** Components come in a form for input and one for output, of which only one is ever referred to. */
function onlyReferred(document: OpenApi): OpenApi {
  if (!('components' in document)) return document;
  const { components, ...rest } = document;
  const schemas = Object.entries(components?.schemas ?? {});
  const text = JSON.stringify([rest, schemas]);
  const referred = schemas.filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
  return { ...document, components: { ...components, schemas: Object.fromEntries(referred) } } as typeof document;
}

type OpenApi = ReturnType<SwaggerTransformObject>;

interface Parameter {
  readonly required?: boolean;
  readonly schema?: object;
  description?: string;
  example?: unknown;
}

interface Operation {
  'x-repeats'?: Repeats;
  parameters?: Parameter[];
  /** Empty: whoever calls need not be known. */
  readonly security?: readonly object[];
  readonly responses?: Record<string, { headers?: object }>;
}

/** Says which headers requests may and answers do carry. */
function withHeaders(document: OpenApi): OpenApi {
  if (!('components' in document)) return document;
  // What vendors call has none of them.
  const routes = Object.entries(document.paths ?? {}).filter(([path]) => !path.startsWith('/webhooks/'));
  const operations = routes.flatMap(([, methods]) => Object.values(methods as object) as Operation[]);
  for (const operation of operations) {
    const repeats = operation['x-repeats'] ?? 'harmless';
    delete operation['x-repeats'];
    for (const parameter of operation.parameters ?? []) tellExample(parameter);
    if (operation.security?.length !== 0)
      operation.parameters = [...(operation.parameters ?? []), organizationParameter];
    if (repeats !== 'harmless') operation.parameters = [...(operation.parameters ?? []), idempotencyKeyParameter];
    for (const [status, answer] of Object.entries(operation.responses ?? {})) {
      answer.headers = headersOf(Number(status), repeats === 'remembered');
    }
  }
  return { ...document, components: { ...document.components, headers: headerComponents } } as OpenApi;
}

/**
 * The example of a parameter goes into every ready-made call. Filters are optional, and all of them together choose
 * nothing; so theirs is told in words.
 */
function tellExample(parameter: Parameter): void {
  const { required, example, schema = {}, description = '' } = parameter;
  if (required || example === undefined) return;
  delete parameter.example;
  if (!('enum' in schema)) parameter.description = `${description} For example \`${example}\`.`.trim();
}

/** Codecs are described by their form on the wire, which is the same in both directions. */
function override({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: Record<string, unknown> }): void {
  const { def } = (zodSchema as { _zod: { def: { type: string; in?: unknown; format?: string } } })._zod;
  if (def.type === 'pipe' && def.in === instant._zod.def.in) {
    for (const key of ['type', 'anyOf', 'allOf', 'pattern']) delete jsonSchema[key];
    Object.assign(jsonSchema, { type: 'string', format: 'date-time', examples: ['2026-03-01T09:30:00.000Z'] });
  }
  if (def.type === 'string' && def.format === 'datetime') delete jsonSchema.pattern;
  // What is only said because JavaScript's numbers end somewhere.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // Examples of bodies with instants, which zod leaves out because they are decoded.
  const examples = z.globalRegistry.get(zodSchema as z.ZodType)?.examples;
  if (examples !== undefined) jsonSchema.examples = examples;
  if (zodSchema === facts) Object.assign(jsonSchema, { type: 'object', additionalProperties: true });
  if (zodSchema === fact) jsonSchema.description ??= 'Any JSON value.';
}
