/** A made-up gateway for text messages with a JSON interface, for tests of the sender that is described by configuration. */
import type { ReceivedMessage } from '../counterpart.ts';
import { startVendorServer, type VendorAnswer, type VendorProtocol, type VendorServer } from '../vendor-server.ts';

/** What its documentation says: the part of a sender's configuration that describes it. */
export const gatewayConfig = {
  headers: { authorization: 'Bearer {{secrets.apiKey}}' },
  secrets: { apiKey: 'gw-key-71c0ffee' },
  from: 'Studio',
  body: {
    to: '{{to}}',
    text: '{{text}}',
    from: '{{from}}',
    reference: '{{attemptId}}',
    callback: '{{receiptUrl}}',
    options: { validity: '{{validForSeconds}}' },
  },
  answers: {
    success: { status: 201, path: 'status', equals: ['queued', 'sent'] },
    messageId: { path: 'message.id' },
    code: { path: 'error.code' },
    detail: { path: 'error.text' },
    refusals: [
      { path: 'error.code', equals: [1101, 1102], class: 'recipient' },
      { path: 'error.code', equals: 1201, class: 'content' },
      { path: 'error.code', equals: 1301, class: 'sender' },
      { status: 503, path: 'error.code', equals: 1401, class: 'transient' },
    ],
  },
} as const;

const error = (status: number, code: number, text: string, headers?: Record<string, string>): VendorAnswer => ({
  status,
  body: { error: { code, text } },
  ...(headers && { headers }),
});

/** Its refusals, one for each class. */
const refusals: VendorProtocol['refusals'] = {
  recipient: error(400, 1101, 'not a mobile number'),
  content: error(400, 1201, 'blocked words'),
  sender: error(200, 1301, 'no credit'),
  transient: error(503, 1401, 'closed for maintenance, nothing was taken'),
  rate: error(429, 1501, 'slow down', { 'retry-after': '7' }),
};

/** `POST /v1/messages` with the key above; answers 201 with an id. */
export function startGatewayServer(port?: number): Promise<VendorServer> {
  let taken = 0;
  const accept: VendorProtocol['accept'] = ({ method, path, headers, body }) => {
    if (method !== 'POST' || path !== '/v1/messages') return { answer: error(404, 1001, 'there is nothing here') };
    if (headers.authorization !== `Bearer ${gatewayConfig.secrets.apiKey}`)
      return { answer: error(401, 1002, `the key in ${headers.authorization} is not known`) };
    taken += 1;
    return {
      message: messageOf(JSON.parse(body), headers),
      answer: { status: 201, body: { status: 'queued', message: { id: `gw-${taken}` } } },
    };
  };
  return startVendorServer({ accept, refusals }, port);
}

function messageOf(
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
): ReceivedMessage {
  return { attemptId: String(body.reference), to: String(body.to), text: String(body.text), headers };
}
