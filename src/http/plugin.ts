/**
 * The whole HTTP surface as one Fastify plugin: for our own server, and for a host's that embeds the engine (published as
 * `relance/http`). Everything in it stays inside: parsers, checks, problem documents and hooks do not leak into the host's
 * own routes.
 *
 *   await app.register(relancePlugin, { prefix: '/relance', context: engine.context, intake: engine.intake });
 */
import '../temporal.ts';
import type { FastifyError, FastifyInstance, FastifyPluginAsync } from 'fastify';
import { type Logger, silentLogger } from '../logger.ts';
import { readCoverageOfAll } from '../operations/audit-coverage.ts';
import { Authenticator } from '../operations/authenticate.ts';
import type { OperationContext } from '../operations/context.ts';
import { stateCounter } from '../operations/count-follow-ups.ts';
import { Intake } from '../operations/intake.ts';
import { Telemetry } from '../telemetry.ts';
import { authorizeEveryRoute, type HostAuthenticate } from './authorize.ts';
import { parseJsonBody } from './json-body.ts';
import { createRequestCounter, type RequestLimits } from './limit-requests.ts';
import { describeApi } from './open-api.ts';
import { addPersonPages } from './person-pages.ts';
import { addProbes } from './probes.ts';
import { isOurFault, sendProblem, toProblem } from './problem-document.ts';
import { rememberAnswers } from './remember-answers.ts';
import { addResources } from './resources.ts';
import { validatorFor } from './route.ts';
import { SessionCookies } from './session-cookies.ts';
import { addWebhooks } from './webhooks/receive.ts';

export interface RelancePluginOptions {
  /** The engine's: `engine.context`. */
  readonly context: OperationContext;
  /** Where single events are joined with those of other callers: `engine.intake`. Default: one of its own. */
  readonly intake?: Intake;
  /** Default: none. */
  readonly logger?: Logger;
  /** Where requests are counted, shown at /metrics; `engine.telemetry` has the worker's numbers, too. Default: one of its own. */
  readonly telemetry?: Telemetry;
  /** How often one may call. Default: as often as one likes. */
  readonly requestLimits?: RequestLimits;
  /** Shown in the description of the API. */
  readonly version?: string;
  /** Of the country that phone numbers without one belong to: ISO 3166, for example `FR`. */
  readonly defaultCountry?: string;
  /**
   * May people sign in with a password, and manage who may? Default: no, since a host has people of its own; `relance serve`
   * says yes. API keys count either way.
   */
  readonly operators?: boolean;
  /**
   * Addresses, and networks such as `172.17.0.0/16`, that are this machine: from there operators may sign in over plain HTTP at
   * `http://localhost`. Default: its loopback addresses.
   */
  readonly localNetworks?: readonly string[];
  /**
   * Says who calls, before a key or a session is looked for: for hosts that know their people already. What changes something
   * is refused when a browser says that a page from elsewhere sent it.
   */
  readonly authenticate?: HostAuthenticate;
}

export const relancePlugin: FastifyPluginAsync<RelancePluginOptions> = async (app, options) => {
  const { context, logger = silentLogger, telemetry = new Telemetry(), intake = new Intake(context) } = options;
  telemetry.countStatesBy(stateCounter(context));
  telemetry.countCoverageBy(() => readCoverageOfAll(context));
  app.setValidatorCompiler(validatorFor as never);
  // Answers are encoded by their route's schema and sent as text.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.decorateRequest('caller');
  app.decorateRequest('rawBody', '');
  readJsonOnly(app);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = toProblem(error);
    if (isOurFault(problem)) {
      const { method, url } = request.routeOptions;
      logger.error('request_failed', { method, route: url, code: problem.code, error: error.stack ?? String(error) });
    }
    return sendProblem(reply, problem);
  });
  app.addHook('onResponse', async (request, reply) => {
    telemetry.request(request.method, request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime);
  });
  // Clocks of callers are wrong now and then, and a virtual clock runs at another pace.
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.scope !== undefined)
      reply.header('relance-now', new Date(context.clock.now()).toISOString());
  });
  const authenticator = new Authenticator(context);
  const { operators = false, authenticate } = options;
  const cookies = new SessionCookies(options.localNetworks);
  const requests = await createRequestCounter(app, options.requestLimits ?? {});
  authorizeEveryRoute(app, { context, authenticator, requests, operators, cookies, authenticate });
  rememberAnswers(app, context, logger);
  await describeApi(app, options.version ?? 'unknown');
  addProbes(app, context, telemetry);
  addWebhooks(app, { context, telemetry, logger, requests });
  addPersonPages(app, context);
  const { defaultCountry } = options;
  addResources(app, {
    context,
    telemetry,
    intake,
    authenticator,
    requests,
    cookies,
    logger,
    operators,
    ...(defaultCountry !== undefined && { defaultCountry }),
  });
};

function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(json|[\w.-]+\+json)(;|$)/i, { parseAs: 'string' }, (request, body, done) => {
    try {
      request.rawBody = body as string;
      // A POST without a body may still name its kind.
      done(null, body === '' ? undefined : parseJsonBody(body as string));
    } catch (error) {
      done(error as Error);
    }
  });
}
