/**
 * What our own providers are made of, as others import it (`relance/provider-kit`): a call that knows how far it got, the
 * reading of configurations, outcomes of HTTP, segments and prices of text messages, mails that come in.
 *
 * For strangers only: in this repository the files are imported one by one.
 */
export { type HttpCall, type HttpResult, httpCall } from '../http-call.ts';
export { refuseLineBreaks } from './line-breaks.ts';
export { type PriceTable, priceOf, pricesField, readPrices } from './price-table.ts';
export { type MailRead, readMail } from './read-mail.ts';
export { withoutQuote } from './reply-text.ts';
export { readRetryAfter } from './retry-after.ts';
export { type ConfigOf, type ConfigProblems, ConfigReading, readSenderConfig } from './sender-config.ts';
export { countSegments, type SmsSegments } from './sms-segments.ts';
export { outcomeOfStatus, type StatusAnswer, statusOutcomes } from './status-class.ts';
export {
  callVendor,
  outcomeWithoutAnswer,
  type VendorCall,
  type VendorHttpConfig,
  vendorHttpFields,
} from './vendor-http.ts';
