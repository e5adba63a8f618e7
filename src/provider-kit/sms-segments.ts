/** How many parts a text message is sent and charged as. Pure. */
import { SegmentedMessage } from 'sms-segments-calculator';

export interface SmsSegments {
  /** GSM-7 holds 160 characters in one part and 153 in each of several; one character outside it makes all UCS-2: 70 and 67. */
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: number;
}

/** @source 3GPP TS 23.038 (alphabets), TS 23.040 section 9.2.3.24.1 (concatenated messages) */
export function countSegments(text: string): SmsSegments {
  const message = new SegmentedMessage(text);
  return { encoding: message.encodingName as SmsSegments['encoding'], segments: Math.max(1, message.segmentsCount) };
}
