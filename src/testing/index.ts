/**
 * The test kit as others import it (`relance/testing`): the conformance suite of providers, providers for tests, servers
 * for mails and mailboxes, servers that play vendors, a clock that can be set, and the proof that everything arrived once.
 */
import '../temporal.ts';

export { type Audit, type AuditedFollowUp, auditDeliveries } from './audit-deliveries.ts';
export type { Counterpart, ProviderExercise, Reaction, ReceivedMessage, TestFramework } from './counterpart.ts';
export { exerciseProvider } from './exercise-provider.ts';
export { fakeProvider } from './fake-provider.ts';
export { type FakeVendor, type LocalFakeVendor, spawnFakeVendor, startFakeVendor } from './fake-provider-server.ts';
export { type FakeScript, parseScript } from './fake-script.ts';
export { createInstantProvider, type InstantProviderOptions } from './instant-provider.ts';
export { type Ledger, type LedgerEntry, openLedger, readLedger } from './ledger.ts';
export { type ArrivedMail, MailServer, type MailServerOptions } from './mail-server.ts';
export { MailboxServer, type MailboxServerOptions } from './mailbox-server.ts';
export type { KeptMail } from './mailbox-session.ts';
export {
  startVendorServer,
  type VendorAnswer,
  type VendorProtocol,
  type VendorRequest,
  type VendorServer,
} from './vendor-server.ts';
export {
  type DiscordServer,
  type DiscordServerOptions,
  discordBotToken,
  discordUnknownUser,
  discordWebhookToken,
  startDiscordServer,
} from './vendors/discord-server.ts';
export { gatewayConfig, startGatewayServer } from './vendors/gateway-server.ts';
export {
  type ResendCall,
  type ResendReceivedEmail,
  type ResendServer,
  resendApiKey,
  resendWebhookSecret,
  startResendServer,
} from './vendors/resend-server.ts';
export {
  type SendgridCall,
  type SendgridServer,
  sendgridApiKey,
  startSendgridServer,
} from './vendors/sendgrid-server.ts';
export {
  type SlackCall,
  type SlackServer,
  type SlackServerOptions,
  type SlackWebhookServer,
  slackBotToken,
  slackCall,
  slackMessageEvent,
  slackSigningSecret,
  slackWebhookChannel,
  startSlackServer,
  startSlackWebhookServer,
} from './vendors/slack-server.ts';
export {
  startTelegramServer,
  type TelegramCall,
  type TelegramServerOptions,
  telegramBotToken,
  telegramCall,
  telegramMembership,
  telegramMessage,
  telegramWebhookSecret,
} from './vendors/telegram-server.ts';
export {
  startTwilioServer,
  type TwilioMessageResource,
  type TwilioServer,
  type TwilioServerOptions,
  type TwilioWebhookCall,
  twilioNumber,
} from './vendors/twilio-server.ts';
export { VirtualClock, type VirtualClockOptions } from './virtual-clock.ts';
