/**
 * A Twilio on this machine: takes messages, lists them, and makes the calls that Twilio makes to us, signed as Twilio does.
 *
 * It knows the protocol and no phone network: a message stays as it was taken until `change` says otherwise, and nothing is
 * reported by itself. What it checks of a request is what Twilio documents to check.
 *
 * @source https://www.twilio.com/docs/messaging/api/message-resource, the OpenAPI description twilio_api_v2010
 *   (github.com/twilio/twilio-oai), https://www.twilio.com/docs/usage/webhooks/webhooks-security, 2026-11
 */
import { createHash } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { systemClock } from '../../clock.ts';
import type { ReceivedMessage } from '../counterpart.ts';
import { startVendorServer, type VendorAnswer, type VendorRequest, type VendorServer } from '../vendor-server.ts';

export interface TwilioServerOptions {
  /** Default: any free port. */
  readonly port?: number;
  readonly accountSid?: string;
  readonly authToken?: string;
  /** An API key that is accepted beside the auth token. */
  readonly apiKey?: { readonly sid: string; readonly secret: string };
  /** Milliseconds since 1970, for the dates of messages. Default: the machine's clock. */
  readonly now?: () => number;
}

/** As Twilio lists it. */
export interface TwilioMessageResource {
  readonly sid: string;
  readonly account_sid: string;
  readonly messaging_service_sid: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly body: string;
  readonly status: string;
  readonly direction: string;
  readonly num_segments: string;
  readonly num_media: string;
  readonly date_created: string;
  readonly date_sent: string | null;
  readonly date_updated: string;
  readonly error_code: number | null;
  readonly error_message: string | null;
  readonly price: string | null;
  readonly price_unit: string;
  readonly api_version: string;
  readonly uri: string;
  readonly subresource_uris: Readonly<Record<string, string>>;
}

/** A call to us, ready to be posted. */
export interface TwilioWebhookCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface TwilioServer extends VendorServer {
  readonly accountSid: string;
  readonly authToken: string;
  /** Configuration of a sender that talks to it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Every message that was taken, the oldest first. */
  messages(): readonly TwilioMessageResource[];
  /** Puts a message into the list as it would stand there, beside what was taken. */
  add(message: Partial<TwilioMessageResource>): TwilioMessageResource;
  /** What has become of a message. */
  change(sid: string, change: Partial<TwilioMessageResource>): TwilioMessageResource;
  /** Where reports about a message that was taken are to go, if somewhere. */
  callbackOf(sid: string): string | undefined;
  /** A report about a message. */
  statusCall(
    url: string,
    report: { readonly MessageSid: string; readonly MessageStatus: string; readonly [name: string]: string },
  ): TwilioWebhookCall;
  /** A message from a person. A `whatsapp:` before the addresses makes it one of WhatsApp. */
  inboundCall(
    url: string,
    message: { readonly From: string; readonly To: string; readonly Body: string; readonly [name: string]: string },
  ): TwilioWebhookCall;
  /** Makes the call. */
  post(call: TwilioWebhookCall): Promise<{ readonly status: number; readonly body: string }>;
}

interface TakenMessage extends ReceivedMessage {
  readonly resource: TwilioMessageResource;
  readonly callback: URL | null;
}

/** Of Twilio's test numbers, and so of nobody. */
export const twilioNumber = '+15005550006';

export async function startTwilioServer(options: TwilioServerOptions = {}): Promise<TwilioServer> {
  const { accountSid = `AC${'a'.repeat(32)}`, authToken = 'b'.repeat(32), apiKey, now = systemClock.now } = options;
  const account = `/2010-04-01/Accounts/${accountSid}`;
  const added: TwilioMessageResource[] = [];
  const changes = new Map<string, Partial<TwilioMessageResource>>();
  let count = 0;

  const server = await startVendorServer(
    {
      accept(request) {
        if (!isAuthorized(request)) return { answer: errorAnswer(401, 20003, 'Authenticate') };
        const { method, path } = request;
        if (path === `${account}.json` && method === 'GET') return { answer: { status: 200, body: accountResource() } };
        if (path === `${account}/Messages.json`)
          return method === 'POST' ? take(new URLSearchParams(request.body), request) : { answer: list(request) };
        return { answer: errorAnswer(404, 20404, `The requested resource ${path} was not found`) };
      },
      refusals: {
        transient: errorAnswer(409, 20409, 'Conflict'),
        sender: errorAnswer(401, 20003, 'Authenticate'),
        recipient: errorAnswer(400, 21614, "'To' number is not a valid mobile number"),
        content: errorAnswer(400, 21617, 'The concatenated message body exceeds the 1600 character limit'),
        rate: { ...errorAnswer(429, 20429, 'Too Many Requests'), headers: { 'retry-after': '7' } },
      },
    },
    options.port,
  );

  function isAuthorized({ headers }: VendorRequest): boolean {
    const given = headers.authorization ?? '';
    const accepted = [[accountSid, authToken], ...(apiKey ? [[apiKey.sid, apiKey.secret]] : [])];
    return accepted.some((pair) => given === `Basic ${Buffer.from(pair.join(':')).toString('base64')}`);
  }

  function take(form: URLSearchParams, { headers }: VendorRequest) {
    const refusal = refusalOf(form, headers);
    if (refusal) return { answer: refusal };
    const resource = resourceOf({
      to: form.get('To') ?? '',
      from: form.get('From'),
      messaging_service_sid: form.get('MessagingServiceSid'),
      body: form.get('Body') ?? '',
      status: form.has('MessagingServiceSid') ? 'accepted' : 'queued',
    });
    const callback = URL.parse(form.get('StatusCallback') ?? '');
    const message: TakenMessage = {
      attemptId: callback?.searchParams.get('attempt') ?? undefined,
      to: resource.to.replace(/^whatsapp:/, ''),
      text: resource.body,
      headers,
      resource,
      callback,
    };
    return { message, answer: { status: 201, body: resource } };
  }

  function messages(): TwilioMessageResource[] {
    const taken = (server.received() as readonly TakenMessage[]).map((message) => message.resource);
    return [...taken, ...added].map((resource) => ({ ...resource, ...changes.get(resource.sid) }));
  }

  /** One page, the newest first. Messages that are still in the queue have no date to be found by. */
  function list({ query }: VendorRequest): VendorAnswer {
    const fits = (name: string, value: string | null) => !query.has(name) || query.get(name) === value;
    const found = messages()
      .filter((each) => fits('To', each.to) && fits('From', each.from) && fitsDate(query, each.date_sent))
      .sort((a, b) => Date.parse(b.date_created) - Date.parse(a.date_created));
    const size = Number(query.get('PageSize') ?? 50);
    const page = Number(query.get('Page') ?? 0);
    const uriOf = (number: number) => {
      const next = new URLSearchParams(query);
      next.set('PageSize', String(size));
      next.set('Page', String(number));
      if (number > 0) next.set('PageToken', `PAMM${String(number).padStart(32, '0')}`);
      return `${account}/Messages.json?${next}`;
    };
    const body = {
      messages: found.slice(page * size, (page + 1) * size),
      page,
      page_size: size,
      start: page * size,
      end: Math.max(0, Math.min((page + 1) * size, found.length) - 1),
      uri: uriOf(page),
      first_page_uri: uriOf(0),
      previous_page_uri: page > 0 ? uriOf(page - 1) : null,
      next_page_uri: (page + 1) * size < found.length ? uriOf(page + 1) : null,
    };
    return { status: 200, body };
  }

  function resourceOf(given: Partial<TwilioMessageResource>): TwilioMessageResource {
    const sid = given.sid ?? sidOf('SM', ++count);
    const date = new Date(now()).toUTCString().replace('GMT', '+0000');
    return {
      sid,
      account_sid: accountSid,
      messaging_service_sid: null,
      from: twilioNumber,
      to: '+15005550001',
      body: '',
      status: 'queued',
      direction: 'outbound-api',
      num_segments: given.messaging_service_sid ? '0' : '1',
      num_media: '0',
      date_created: date,
      date_sent: null,
      date_updated: date,
      error_code: null,
      error_message: null,
      price: null,
      price_unit: 'USD',
      api_version: '2010-04-01',
      uri: `${account}/Messages/${sid}.json`,
      subresource_uris: { media: `${account}/Messages/${sid}/Media.json` },
      ...given,
    };
  }

  function accountResource() {
    return { sid: accountSid, friendly_name: 'Relance', status: 'active', type: 'Full', uri: `${account}.json` };
  }

  function signed(url: string, parameters: Readonly<Record<string, string>>): TwilioWebhookCall {
    return {
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': getExpectedTwilioSignature(authToken, url, parameters),
      },
      body: new URLSearchParams(parameters).toString(),
    };
  }

  return {
    ...server,
    accountSid,
    authToken,
    config: { accountSid, authToken, from: twilioNumber, whatsappFrom: twilioNumber, baseUrl: server.url },
    messages,
    add(message) {
      const resource = resourceOf(message);
      added.push(resource);
      return resource;
    },
    change(sid, change) {
      changes.set(sid, { ...changes.get(sid), ...change });
      const resource = messages().find((message) => message.sid === sid);
      if (!resource) throw new Error(`there is no message ${sid}`);
      return resource;
    },
    callbackOf(sid) {
      const taken = server.received() as readonly TakenMessage[];
      return taken.find(({ resource }) => resource.sid === sid)?.callback?.href;
    },
    statusCall(url, report) {
      const message = messages().find(({ sid }) => sid === report.MessageSid);
      return signed(url, {
        ApiVersion: '2010-04-01',
        AccountSid: accountSid,
        From: message?.from ?? twilioNumber,
        To: message?.to ?? '+15005550001',
        SmsSid: report.MessageSid,
        SmsStatus: report.MessageStatus,
        ...report,
      });
    },
    inboundCall(url, message) {
      const sid = message.MessageSid ?? sidOf('SM', ++count);
      return signed(url, {
        ApiVersion: '2010-04-01',
        AccountSid: accountSid,
        MessageSid: sid,
        SmsSid: sid,
        SmsMessageSid: sid,
        SmsStatus: 'received',
        NumMedia: '0',
        NumSegments: '1',
        ...message,
      });
    },
    async post({ url, headers, body }) {
      const response = await fetch(url, { method: 'POST', headers, body });
      return { status: response.status, body: await response.text() };
    },
  };
}

/** What Twilio would refuse of a request, in the order in which it is looked at. */
function refusalOf(form: URLSearchParams, headers: VendorRequest['headers']): VendorAnswer | undefined {
  const to = form.get('To') ?? '';
  const from = form.get('From');
  const text = form.get('Body') ?? '';
  const validity = form.get('ValidityPeriod');
  const variables = form.get('ContentVariables');
  const callback = form.get('StatusCallback');
  const refuse = (code: number, message: string) => errorAnswer(400, code, message);
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return errorAnswer(415, 20001, 'Unsupported content type');
  if (to === '') return refuse(21604, "A 'To' phone number is required.");
  if (!/^(whatsapp:)?\+[1-9]\d{1,14}$/.test(to)) return refuse(21211, `Invalid 'To' Phone Number: ${to}`);
  if (!from && !form.has('MessagingServiceSid'))
    return refuse(21603, "A 'From' or 'MessagingServiceSid' parameter is required.");
  if (from && from.startsWith('whatsapp:') !== to.startsWith('whatsapp:'))
    return refuse(21910, "'From' and 'To' should be of the same channel.");
  if (variables !== null && !form.has('ContentSid')) return refuse(21654, 'ContentSid Required');
  if (form.has('ContentSid') && !/^HX[0-9a-fA-F]{32}$/.test(form.get('ContentSid') ?? ''))
    return refuse(21655, 'The ContentSid is Invalid');
  if (variables !== null && !isVariables(variables)) return refuse(21656, 'The ContentVariables parameter is invalid');
  if (text === '' && !form.has('ContentSid')) return refuse(21619, 'A text message body or a content SID is required.');
  if ([...text].length > 1600) return refuse(21617, 'The concatenated message body exceeds the 1600 character limit');
  if (validity !== null && !(/^\d+$/.test(validity) && Number(validity) >= 1 && Number(validity) <= 36_000))
    return refuse(21624, 'Invalid validity period value');
  if (callback !== null && URL.parse(callback) === null) return refuse(21609, `Invalid 'StatusCallback': ${callback}`);
  return undefined;
}

function isVariables(json: string): boolean {
  try {
    return Object.values(JSON.parse(json)).every((value) => typeof value === 'string' && value !== '');
  } catch {
    return false;
  }
}

/** `DateSent`, `DateSent>` (from that day on) and `DateSent<` (to its end), by days in UTC. */
function fitsDate(query: URLSearchParams, dateSent: string | null): boolean {
  const [on, from, until] = ['DateSent', 'DateSent>', 'DateSent<'].map((name) => query.get(name));
  if (!on && !from && !until) return true;
  if (dateSent === null) return false;
  const day = new Date(dateSent).toISOString().slice(0, 10);
  return (!on || day === on) && (!from || day >= from) && (!until || day <= until);
}

function errorAnswer(status: number, code: number, message: string): VendorAnswer {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

function sidOf(kind: string, number: number): string {
  return kind + createHash('md5').update(String(number)).digest('hex');
}
