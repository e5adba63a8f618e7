/**
 * What the vendors' published descriptions say of the calls that we make, in our own words: names, types, what is required
 * and what is allowed. A name that stands in none of them is a fault. Fields that we never send may be `notSent`.
 *
 * Twilio: github.com/twilio/twilio-oai, spec/json/twilio_api_v2010.json at 496e1df3c4f3 (CreateMessage, ListMessage,
 *   FetchAccount). Three parameters and the longest validity period (36,000 seconds; 14,400 at that commit) are newer: they
 *   come from the package twilio 6.2.0, which Twilio generates from a later state of the same description.
 * SendGrid: github.com/twilio/sendgrid-oai, spec/json: tsg_mail_v3.json at dbe0e0d2e67a (SendMail), tsg_scopes_v3.json at
 *   2a6ae1824abb (ListScope), tsg_email_activity_v3.json at 37fd85272a7f (ListMessage); each is version 1.0.0.
 * Resend: github.com/resend/resend-openapi, resend.json at 01b6036280c1, version 1.5.0. It lacks `html_format`, which is
 *   from resend.com/docs/api-reference/emails/retrieve-received-email.
 * Discord: github.com/discord/discord-api-spec, specs/openapi.json at 00194a6b622a, version 10 (preview). The form
 *   of the User-Agent is from discord.com/developers/docs/reference.
 * Slack: github.com/slackapi/slack-api-specs, web-api/slack_web_openapi_v2_without_examples.json at 0e43fd0f0173, version
 *   1.5.0. It is older than `metadata`, `markdown_text`, `prevent_creation` and `include_all_metadata` (these are from
 *   slackapi/node-slack-sdk, packages/web-api/src/types/request, at 027d67b0858f and 0d89bc925cbe), and than docs.slack.dev,
 *   which calls auth.test by POST and passes the token in Authorization. Incoming webhooks have no description: their fields
 *   are those of packages/webhook/src/IncomingWebhook.ts at 006f34476b44.
 */
import { z } from 'zod';
import type { Operation } from './described-call.ts';
import { telegramOperations } from './telegram-description.ts';

/** Characters as JSON Schema counts them: an emoji is one. */
const text = (max: number) => z.string().refine((value) => Array.from(value).length <= max, `longer than ${max}`);
/** Numbers and truth values, as they stand in a query or a form. */
const integerText = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));
const numberText = z.string().regex(/^-?\d+(\.\d+)?$/);
const booleanText = z.enum(['true', 'false']);
const notSent = z.unknown().optional();

const sid = (kind: string) => z.string().regex(new RegExp(`^${kind}[0-9a-fA-F]{32}$`));
/** As the text beside it says; the type there is date-time. */
const day = z.iso.date();
const callback = z.url({ protocol: /^https?$/ }).refine((url) => !new URL(url).hostname.includes('_'), 'underscore');

const createMessage = z
  .strictObject({
    To: z.string(),
    StatusCallback: callback.optional(),
    ApplicationSid: sid('AP').optional(),
    MaxPrice: numberText.optional(),
    ProvideFeedback: booleanText.optional(),
    Attempt: integerText(0).optional(),
    ValidityPeriod: integerText(1, 36_000).optional(),
    ForceDelivery: booleanText.optional(),
    ContentRetention: z.enum(['retain', 'discard']).optional(),
    AddressRetention: z.enum(['retain', 'obfuscate']).optional(),
    SmartEncoded: booleanText.optional(),
    PersistentAction: notSent,
    TrafficType: z.enum(['free']).optional(),
    ShortenUrls: booleanText.optional(),
    ScheduleType: z.enum(['fixed']).optional(),
    SendAt: z.iso.datetime().optional(),
    SendAsMms: booleanText.optional(),
    ContentVariables: z.string().optional(),
    MessageIntent: z.string().optional(),
    RiskCheck: z.enum(['enable', 'disable']).optional(),
    From: z.string().optional(),
    FallbackFrom: z.string().optional(),
    MessagingServiceSid: sid('MG').optional(),
    Body: text(1600).optional(),
    MediaUrl: notSent,
    ContentSid: sid('HX').optional(),
  })
  .refine(({ From, MessagingServiceSid }) => From ?? MessagingServiceSid, 'neither From nor MessagingServiceSid')
  .refine(({ Body, MediaUrl, ContentSid }) => Body ?? MediaUrl ?? ContentSid, 'none of Body, MediaUrl, ContentSid')
  .refine(({ ContentVariables, ContentSid }) => ContentVariables === undefined || ContentSid, 'no ContentSid');

const listMessages = z.strictObject({
  To: z.string().optional(),
  From: z.string().optional(),
  DateSent: day.optional(),
  'DateSent<': day.optional(),
  'DateSent>': day.optional(),
  PageSize: integerText(1, 1000).optional(),
  Page: integerText(0).optional(),
  PageToken: z.string().optional(),
});

const mailbox = z.strictObject({ email: z.email(), name: z.string().optional() });
const mailboxes = z.array(mailbox).max(1000);
const keptHeaders =
  /^(x-sg-id|x-sg-eid|received|dkim-signature|content-type|content-transfer-encoding|to|from|subject|reply-to|cc|bcc)$/i;
const mailHeaders = z
  .record(z.string(), z.string())
  .refine((headers) => !Object.keys(headers).some((name) => keptHeaders.test(name)), 'a header may not be overridden');
const switched = z.strictObject({ enable: z.boolean().optional() });

const sendMail = z.strictObject({
  personalizations: z
    .array(
      z.strictObject({
        from: mailbox.optional(),
        to: z.array(mailbox),
        cc: mailboxes.optional(),
        bcc: mailboxes.optional(),
        subject: z.string().min(1).optional(),
        headers: mailHeaders.optional(),
        substitutions: notSent,
        dynamic_template_data: notSent,
        custom_args: z
          .record(z.string(), z.string())
          .refine((args) => Buffer.byteLength(JSON.stringify(args)) <= 10_000, 'more than 10,000 bytes')
          .optional(),
        send_at: z.int().optional(),
      }),
    )
    .max(1000),
  from: mailbox,
  reply_to: mailbox.optional(),
  reply_to_list: notSent,
  subject: z.string().min(1).optional(),
  content: z.array(z.strictObject({ type: z.string().min(1), value: z.string().min(1) })).optional(),
  attachments: notSent,
  template_id: notSent,
  headers: mailHeaders.optional(),
  categories: notSent,
  custom_args: notSent,
  send_at: z.int().optional(),
  batch_id: notSent,
  asm: notSent,
  ip_pool_name: notSent,
  mail_settings: z
    .strictObject({
      bypass_list_management: switched.optional(),
      bypass_spam_management: switched.optional(),
      bypass_bounce_management: switched.optional(),
      bypass_unsubscribe_management: switched.optional(),
      footer: notSent,
      sandbox_mode: switched.optional(),
    })
    .optional(),
  tracking_settings: notSent,
});

const addresses = z.union([z.string(), z.array(z.string())]);
const tagText = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/);

const sendEmail = z.strictObject({
  from: z.string(),
  to: z.union([z.string(), z.array(z.string()).min(1).max(50)]),
  subject: z.string(),
  bcc: addresses.optional(),
  cc: addresses.optional(),
  reply_to: addresses.optional(),
  html: z.string().optional(),
  text: z.string().optional(),
  template: notSent,
  headers: z.record(z.string(), z.string()).optional(),
  scheduled_at: z.string().optional(),
  attachments: notSent,
  tags: z.array(z.strictObject({ name: tagText.optional(), value: tagText.optional() })).optional(),
  topic_id: z.string().optional(),
});

const snowflake = z.string().regex(/^(0|[1-9][0-9]*)$/);
const unique = (values: readonly unknown[] | null) => values === null || new Set(values).size === values.length;
const mentioned = z.array(snowflake.nullable()).max(100).nullable().refine(unique, 'not unique');

const allowedMentions = z.strictObject({
  parse: z
    .array(z.enum(['users', 'roles', 'everyone']).nullable())
    .max(1521)
    .nullable()
    .refine(unique, 'not unique')
    .optional(),
  users: mentioned.optional(),
  roles: mentioned.optional(),
  replied_user: z.boolean().nullish(),
});
const messageFields = {
  embeds: notSent,
  allowed_mentions: allowedMentions.nullish(),
  components: notSent,
  attachments: notSent,
  poll: notSent,
  tts: z.boolean().nullish(),
  flags: z.int().nullish(),
};
const createDiscordMessage = z.strictObject({
  ...messageFields,
  content: text(4000).nullish(),
  sticker_ids: notSent,
  message_reference: notSent,
  nonce: z.union([z.int(), text(25)]).nullish(),
  enforce_nonce: z.boolean().nullish(),
});
const executeWebhook = z.strictObject({
  ...messageFields,
  content: text(2000).nullish(),
  username: z.string().min(1).max(80).nullish(),
  avatar_url: z.url().max(2048).nullish(),
  thread_name: text(100).nullish(),
  applied_tags: notSent,
});

const metadata = z.strictObject({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) });
const slackMessageFields = {
  text: z.string().optional(),
  blocks: notSent,
  attachments: notSent,
  icon_emoji: z.string().optional(),
  icon_url: z.string().optional(),
  username: z.string().optional(),
  link_names: z.boolean().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
  metadata: metadata.optional(),
};
const postMessage = z.strictObject({
  ...slackMessageFields,
  channel: z.string(),
  parse: z.string().optional(),
  as_user: notSent,
  mrkdwn: z.boolean().optional(),
  markdown_text: z.string().optional(),
  reply_broadcast: z.boolean().optional(),
  thread_ts: z.string().optional(),
});
const openConversation = z
  .strictObject({
    users: z.string().optional(),
    channel: z.string().optional(),
    return_im: z.boolean().optional(),
    prevent_creation: z.boolean().optional(),
  })
  .refine(({ users, channel }) => users ?? channel, 'neither users nor channel');
const conversationHistory = z.strictObject({
  channel: z.string(),
  cursor: z.string().optional(),
  inclusive: booleanText.optional(),
  limit: integerText(1).optional(),
  oldest: numberText.optional(),
  latest: numberText.optional(),
  include_all_metadata: booleanText.optional(),
});

const json = (fields: z.ZodType) => ({ type: 'application/json', fields }) as const;
const form = (fields: z.ZodType) => ({ type: 'application/x-www-form-urlencoded', fields }) as const;
const basic = /^Basic [A-Za-z0-9+/]+={0,2}$/;
const bearer = /^Bearer \S+$/;
const botToken = /^Bot \S+$/;
const userAgent = /^DiscordBot \(https?:\/\/\S+, [\w.]+\)/;
const twilio = { vendor: 'twilio', authorization: basic } as const;
const sendgrid = { vendor: 'sendgrid', authorization: bearer } as const;
const resend = { vendor: 'resend', authorization: bearer } as const;
const discord = { vendor: 'discord', authorization: botToken, userAgent } as const;
const discordHook = { vendor: 'discord', userAgent } as const;
const slack = { vendor: 'slack', authorization: bearer } as const;

const account = '/2010-04-01/Accounts/AC[0-9a-fA-F]{32}';
const onBehalfOf = z.strictObject({ 'on-behalf-of': z.string().optional() });
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const flake = '(?:0|[1-9][0-9]*)';
const discordPath = (rest: string) => new RegExp(`^/api/v10${rest}$`);
const hookPath = discordPath(`/webhooks/${flake}/[^/]{1,152133}`);

export const operations: readonly Operation[] = [
  {
    ...twilio,
    name: 'CreateMessage',
    method: 'POST',
    path: new RegExp(`^${account}/Messages\\.json$`),
    body: form(createMessage),
  },
  {
    ...twilio,
    name: 'ListMessage',
    method: 'GET',
    path: new RegExp(`^${account}/Messages\\.json$`),
    query: listMessages,
  },
  { ...twilio, name: 'FetchAccount', method: 'GET', path: new RegExp(`^${account}\\.json$`) },
  {
    ...sendgrid,
    name: 'SendMail',
    method: 'POST',
    path: /^\/v3\/mail\/send$/,
    headers: z.strictObject({ 'content-encoding': z.enum(['gzip']).optional() }),
    body: json(sendMail),
  },
  { ...sendgrid, name: 'ListScope', method: 'GET', path: /^\/v3\/scopes$/, headers: onBehalfOf },
  {
    ...sendgrid,
    name: 'ListMessage',
    method: 'GET',
    path: /^\/v3\/messages$/,
    query: z.strictObject({ query: z.string(), limit: integerText(1, 1000).optional() }),
  },
  {
    ...resend,
    name: 'POST /emails',
    method: 'POST',
    path: /^\/emails$/,
    headers: z.strictObject({ 'idempotency-key': text(256).optional() }),
    body: json(sendEmail),
  },
  {
    ...resend,
    name: 'GET /emails/receiving/{email_id}',
    method: 'GET',
    path: new RegExp(`^/emails/receiving/${uuid}$`),
    query: z.strictObject({ html_format: z.enum(['data_uri', 'cid']).optional() }),
  },
  {
    ...resend,
    name: 'GET /domains',
    method: 'GET',
    path: /^\/domains$/,
    query: z.strictObject({
      limit: integerText(1, 100).optional(),
      after: z.string().optional(),
      before: z.string().optional(),
    }),
  },
  {
    ...discord,
    name: 'create_dm',
    method: 'POST',
    path: discordPath('/users/@me/channels'),
    body: json(z.strictObject({ recipient_id: snowflake.nullish(), access_tokens: notSent, nicks: notSent })),
  },
  {
    ...discord,
    name: 'create_message',
    method: 'POST',
    path: discordPath(`/channels/${flake}/messages`),
    body: json(createDiscordMessage),
  },
  {
    ...discord,
    name: 'list_messages',
    method: 'GET',
    path: discordPath(`/channels/${flake}/messages`),
    query: z.strictObject({
      around: snowflake.optional(),
      before: snowflake.optional(),
      after: snowflake.optional(),
      limit: integerText(1, 100).optional(),
    }),
  },
  { ...discord, name: 'get_my_user', method: 'GET', path: discordPath('/users/@me') },
  {
    ...discordHook,
    name: 'execute_webhook',
    method: 'POST',
    path: hookPath,
    query: z.strictObject({ wait: booleanText.optional(), thread_id: snowflake.optional() }),
    body: json(executeWebhook),
  },
  { ...discordHook, name: 'get_webhook_by_token', method: 'GET', path: hookPath },
  { ...slack, name: 'chat.postMessage', method: 'POST', path: /^\/api\/chat\.postMessage$/, body: json(postMessage) },
  {
    ...slack,
    name: 'conversations.open',
    method: 'POST',
    path: /^\/api\/conversations\.open$/,
    body: json(openConversation),
  },
  {
    ...slack,
    name: 'conversations.history',
    method: 'GET',
    path: /^\/api\/conversations\.history$/,
    query: conversationHistory,
  },
  { ...slack, name: 'auth.test', method: 'POST', path: /^\/api\/auth\.test$/, body: json(z.strictObject({})) },
  {
    vendor: 'slack',
    name: 'incoming webhook',
    method: 'POST',
    path: /^\/services\/[A-Z0-9]+\/[A-Z0-9]+\/\w+$/,
    body: json(z.strictObject({ ...slackMessageFields, channel: z.string().optional() })),
  },
  ...telegramOperations,
];
