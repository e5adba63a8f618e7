/** Which methods a path has: the difference between a wrong path and a wrong method. */
import type { FastifyInstance } from 'fastify';

export class RouteTable {
  readonly #routes: { readonly method: string; readonly pattern: RegExp }[] = [];

  /** To be made before the routes are. */
  constructor(app: FastifyInstance) {
    app.addHook('onRoute', ({ method, url }) => {
      const source = url
        .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll(/:\w+/g, '[^/]+')
        .replaceAll('\\*', '.*');
      const pattern = new RegExp(`^${source}/?$`);
      for (const one of [method].flat()) this.#routes.push({ method: one, pattern });
    });
  }

  methodsOf(path: string): string[] {
    return [...new Set(this.#routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].sort();
  }
}
