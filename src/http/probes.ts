/** For whatever watches the process: is it up, may it be given work, what does it count? */
import type { FastifyInstance } from 'fastify';
import { checkReadiness } from '../operations/check-readiness.ts';
import type { OperationContext } from '../operations/context.ts';
import type { Telemetry } from '../telemetry.ts';

export function addProbes(app: FastifyInstance, context: OperationContext, telemetry: Telemetry): void {
  const schema = { hide: true };
  app.get('/healthz', { schema }, () => ({ status: 'up' }));
  app.get('/readyz', { schema }, async (_request, reply) => {
    const readiness = await checkReadiness(context);
    if (readiness.ready) return { status: 'ready', tookMs: Math.round(readiness.tookMs * 100) / 100 };
    reply.status(503).header('retry-after', '2');
    return { status: 'not_ready', detail: readiness.detail };
  });
  app.get('/metrics', { schema }, async (_request, reply) => {
    reply.type(telemetry.registry.contentType);
    return telemetry.registry.metrics();
  });
}
