/** Our own web server: the plugin with operators, security headers, limits, and an answer for every other path. */
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { relanceError } from '../errors.ts';
import { addDashboard } from './dashboard.ts';
import { type RelancePluginOptions, relancePlugin } from './plugin.ts';
import { sendProblem, toProblem } from './problem-document.ts';
import { RouteTable } from './route-table.ts';

export interface ServerOptions extends RelancePluginOptions {
  /** Is the process behind a proxy whose X-Forwarded headers can be believed? Default false. */
  readonly trustProxy?: boolean;
}

/** What a body may have at most, in bytes; batches have a limit of their own. */
const bodyLimit = 256 * 1_024;

/** A server that does not listen yet: `await app.listen({ port, host })`, and `app.close()` to end. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { trustProxy = false, ...pluginOptions } = options;
  const app = Fastify({
    bodyLimit,
    trustProxy,
    logger: false,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, toProblem(error)),
  });
  const table = new RouteTable(app);
  await app.register(helmet, { contentSecurityPolicy: { directives: contentSecurityPolicy } });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = table.methodsOf(path);
    if (methods.length === 0) {
      return sendProblem(
        reply,
        toProblem(relanceError('not_found', `there is no ${path} here; /docs lists what there is`)),
      );
    }
    reply.header('allow', methods.join(', '));
    const detail = `${path} takes ${methods.join(', ')}, not ${request.method}`;
    return sendProblem(reply, toProblem(relanceError('method_not_allowed', detail)));
  });
  await addDashboard(app);
  await app.register(relancePlugin, { operators: true, ...pluginOptions });
  return app;
}

/** Nothing from elsewhere. The page of the documentation brings its script from here and styles itself in line. */
const contentSecurityPolicy = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'unsafe-inline'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'frame-ancestors': ["'none'"],
  // The server may be reached over plain HTTP on a loopback address.
  'upgrade-insecure-requests': null,
};
