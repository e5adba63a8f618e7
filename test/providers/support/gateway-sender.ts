// A sender that is described by configuration, the message that it sends, and a vendor that takes everything.
import type { ProviderContext, Sender } from '../../../src/provider.ts';
import { httpGateway } from '../../../src/providers/gateway-http.ts';
import { startVendorServer, type VendorAnswer, type VendorServer } from '../../../src/testing/vendor-server.ts';
import { context, requestsOf } from './sending.ts';

export function configureGateway(config: Record<string, unknown>, more: Partial<ProviderContext> = {}): Sender {
  return httpGateway.configure({ timeoutMs: 5000, ...config }, { ...context, ...more });
}

/** The smallest template that carries a message. */
export const plainBody = { to: '{{to}}', text: '{{text}}' };

export const textRequest = requestsOf({ channel: 'sms', to: '+33612345678', text: 'See you tomorrow.' });

/** Starts a vendor that takes every request for a message and gives the same answer to each. */
export async function withVendor(
  body: (vendor: VendorServer) => Promise<void>,
  answer: VendorAnswer = { status: 200, body: { id: 'v-1' } },
): Promise<void> {
  await using vendor = await startVendorServer({
    accept: () => ({ message: { to: '', text: '' }, answer }),
    refusals: {},
  });
  await body(vendor);
}
