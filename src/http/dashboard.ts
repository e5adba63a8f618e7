/**
 * Serves the built dashboard under `/`, where there is one. Files whose names carry a hash of their content are kept by
 * browsers for ever; the page itself is asked for every time, so that a new version shows at once. The dashboard speaks to
 * `/v1` like every other client: nothing is done for it there.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The same from src/ and from the published dist/. */
const builtFolder = fileURLToPath(new URL('../../dashboard/dist/', import.meta.url));

/** The addresses of its pages: each is answered with the one page, which finds its way by itself. */
export const dashboardPages = [
  '/',
  '/sign-in',
  '/invitation',
  '/forgotten-password',
  '/new-password',
  '/follow-ups',
  '/inbox',
  '/contacts/:ref',
  '/coverage',
  '/alerts',
  '/team',
  '/account',
] as const;

/**
 * To be called before other routes are added, with helmet registered. Does nothing where no build is.
 *
 * @param folder where the build is, when it is not beside this package
 */
export async function addDashboard(app: FastifyInstance, folder = builtFolder): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      await reply.helmet({ contentSecurityPolicy: { useDefaults: false, directives } });
    });
    await scope.register(fastifyStatic, {
      root: folder,
      // One route per file: a wildcard would answer for every unknown address of the API, too.
      wildcard: false,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    for (const url of dashboardPages) {
      scope.get(url, (_request, reply) => reply.sendFile('index.html'));
    }
  });
}

/**
 * Nothing from elsewhere, and no script but its own files. The interface's library writes its variables as a style element.
 * Frames show bodies of messages; they are given as text, so that none is ever loaded.
 */
const directives = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'frame-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};
