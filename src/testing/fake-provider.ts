/**
 * A provider for fault tests: does what a script says, through a vendor of its own.
 *
 * It speaks HTTP with that vendor (`fake-provider-server.ts`), whose ledger is on the disk before it answers. So either
 * side can be killed, and the ledger still tells what was delivered. Without a vendor: `instant-provider.ts`.
 */
import { httpCall } from '../http-call.ts';
import type {
  Channel,
  ConfigField,
  Provider,
  ProviderDescription,
  RefusalClass,
  SendOutcome,
  SendRequest,
} from '../provider.ts';
import { refuseLineBreaks } from '../provider-kit/line-breaks.ts';
import { readRetryAfter } from '../provider-kit/retry-after.ts';
import { readSenderConfig } from '../provider-kit/sender-config.ts';
import type { FakeDelivery } from './fake-provider-server.ts';
import { type FakeScript, parseScript, scriptInText } from './fake-script.ts';

const allChannels: readonly Channel[] = ['sms', 'whatsapp', 'email', 'discord', 'slack', 'telegram', 'webhook'];

const fields = {
  url: { type: 'url', required: true, description: 'Where the fake vendor listens.' },
  name: { type: 'string', required: false, default: 'fake', description: "This sender's name in the ledger." },
  script: {
    type: 'string',
    required: false,
    description:
      'What to do with every message, for example accept-then-hang. Default: what a marker such as [[accept-then-hang]] in the text says, else accept.',
  },
  lookup: {
    type: 'boolean',
    required: false,
    default: false,
    description: 'Can the vendor be asked what became of an attempt?',
  },
  timeoutMs: { type: 'number', required: false, default: 5000, description: 'For one call, in milliseconds.' },
} as const satisfies Record<string, ConfigField>;

const description: ProviderDescription = {
  type: 'fake',
  channels: allChannels,
  config: fields,
  limits: { concurrency: 50, timeoutMs: fields.timeoutMs.default },
  idempotency: 'none',
  outcomes: [
    { when: '200 with an id', outcome: 'accepted', source: 'fake-provider-server.ts' },
    { when: '422: refused with the class that it names', outcome: 'refused', source: 'fake-provider-server.ts' },
    { when: '429', outcome: 'refused', class: 'rate', source: 'fake-provider-server.ts' },
    { when: 'DNS, connection or TLS fails', outcome: 'refused', class: 'sender', source: 'http-call.ts' },
    {
      when: 'A line break in a field that is one line',
      outcome: 'refused',
      class: 'content',
      source: 'provider-kit/line-breaks.ts',
    },
    { when: 'Anything else', outcome: 'unknown', source: 'fake-provider-server.ts' },
  ],
};

/** The fake provider over HTTP. Its vendor is on this machine, so addresses are not checked. */
export const fakeProvider: Provider = {
  describe: () => description,
  configure(raw, context) {
    const config = readSenderConfig('fake', fields, raw);
    const fixedScript = config.script === undefined ? undefined : parseScript(config.script);

    async function send(request: SendRequest): Promise<SendOutcome> {
      const refused = refuseLineBreaks(request);
      if (refused) return refused;
      const script = fixedScript ?? scriptInText(request.text) ?? { do: 'accept' };
      const { attemptId, messageId, to, text } = request;
      const delivery: FakeDelivery = { attemptId, messageId, to, text, sender: config.name, script };
      const result = await httpCall({
        method: 'POST',
        url: targetOf(script, config.url),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(delivery),
        timeoutMs: config.timeoutMs,
        signal: request.signal,
        allowPrivateAddresses: true,
      });
      if (result.kind === 'unknown') return result;
      if (result.kind === 'not_sent') {
        const { code, detail } = result;
        return { kind: 'refused', class: code === 'aborted' ? 'transient' : 'sender', code, detail };
      }
      return outcomeOf(result.status, result.body, readRetryAfter(result.headers['retry-after'], context.clock.now()));
    }

    if (!config.lookup) return { send };
    return {
      send,
      async lookup({ attemptId }) {
        const result = await httpCall({
          method: 'GET',
          url: new URL(`/attempts/${encodeURIComponent(attemptId)}`, config.url).href,
          timeoutMs: config.timeoutMs,
          allowPrivateAddresses: true,
        });
        if (result.kind !== 'response') return { kind: 'unknown', code: result.code, detail: result.detail };
        return result.status === 200 ? outcomeOf(200, result.body, undefined) : { kind: 'not_found' };
      },
    };
  },
};

/** Scripts that end before there is a connection are played by calling where there is none. */
function targetOf(script: FakeScript, url: string): string {
  switch (script.do) {
    case 'refuse-connection':
      // Port 1 (tcpmux): reserved, and in use nowhere.
      return 'http://127.0.0.1:1/send';
    case 'unknown-host':
      // @source RFC 6761 section 6.4: .invalid never exists.
      return 'http://fake-vendor.invalid/send';
    case 'bad-tls':
      return new URL('/send', url.replace(/^http:/, 'https:')).href;
    default:
      return new URL('/send', url).href;
  }
}

function outcomeOf(status: number, body: string, retryAfterMs: number | undefined): SendOutcome {
  const code = String(status);
  const answer = readAnswer(body);
  if (status === 200 && answer?.id !== undefined) return { kind: 'accepted', providerMessageId: answer.id };
  if ((status === 422 || status === 429) && answer?.class !== undefined) {
    const detail = `refused as ${answer.class}`;
    return { kind: 'refused', class: answer.class, code, detail, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  return { kind: 'unknown', code, detail: `the fake vendor answered ${status}` };
}

function readAnswer(body: string): { id?: string; class?: RefusalClass } | undefined {
  try {
    return JSON.parse(body) as { id?: string; class?: RefusalClass };
  } catch {
    return undefined;
  }
}
