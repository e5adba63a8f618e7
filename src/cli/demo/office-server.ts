/**
 * The system of somebody's own office, which is told things by webhook: it takes what carries our signature, and refuses
 * the rest.
 *
 * @source https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (1.0.0)
 */
import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { startVendorServer, type VendorRequest, type VendorServer } from '../../testing/vendor-server.ts';

export const officeSecret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;

/** How old a call may be. */
const toleranceMs = 5 * 60_000;

/** Starts on 127.0.0.1. @param now milliseconds since 1970: the demo's clock, which the package does not know */
export function startOfficeServer(now: () => number): Promise<VendorServer> {
  return startVendorServer({
    accept(request) {
      if (!isSigned(request, now())) return { answer: { status: 401, body: 'the signature is not right' } };
      const { message } = JSON.parse(request.body);
      return { message: { ...message, to: 'the office' }, answer: { status: 204 } };
    },
    refusals: {},
  });
}

function isSigned({ headers, body }: VendorRequest, now: number): boolean {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': given = '' } = headers;
  const at = Number(timestamp) * 1_000;
  if (!(Math.abs(now - at) < toleranceMs)) return false;
  const expected = Buffer.from(new Webhook(officeSecret).sign(id, new Date(at), body));
  return given.split(' ').some((one) => one.length === expected.length && timingSafeEqual(Buffer.from(one), expected));
}
