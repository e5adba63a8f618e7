/**
 * The part of a vendor that comes after taking a message: Twilio's reports that it was sent and delivered, to the address that
 * came with the message, and SendGrid's. Signed and posted as the vendors do it.
 */
import type { Clock } from '../../clock.ts';
import type { Vendors } from './vendors.ts';

export class DeliveryReports {
  readonly #vendors: Pick<Vendors, 'twilio' | 'sendgrid'>;
  readonly #url: string;
  readonly #clock: Clock;
  /** What was reported on. */
  readonly #done = new Set<string | undefined>();

  /** @param url where this installation is */
  constructor(vendors: Pick<Vendors, 'twilio' | 'sendgrid'>, url: string, clock: Clock) {
    this.#vendors = vendors;
    this.#url = url;
    this.#clock = clock;
  }

  /** About everything that was taken since the last time. Resolves when it is heard. */
  async post(): Promise<void> {
    const { twilio, sendgrid } = this.#vendors;
    for (const { sid } of twilio.messages().filter((message) => this.#isNew(message.sid))) {
      const callback = twilio.callbackOf(sid);
      if (callback === undefined) continue;
      for (const status of ['sent', 'delivered']) {
        twilio.change(sid, { status });
        heard(await twilio.post(twilio.statusCall(callback, { MessageSid: sid, MessageStatus: status })));
      }
    }
    const mails = sendgrid.received().flatMap(({ attemptId }) => (this.#isNew(attemptId) ? (attemptId ?? []) : []));
    if (mails.length === 0) return;
    const now = this.#clock.now();
    const events = mails.map((attemptId) =>
      sendgrid.event(attemptId, 'delivered', { timestamp: Math.floor(now / 1_000), response: '250 OK' }),
    );
    const { headers, body } = sendgrid.eventCall(events, now);
    heard(await fetch(`${this.#url}/webhooks/sendgrid/events`, { method: 'POST', headers, body: Buffer.from(body) }));
  }

  #isNew(id: string | undefined): boolean {
    const isNew = !this.#done.has(id);
    this.#done.add(id);
    return isNew;
  }
}

function heard({ status }: { readonly status: number }): void {
  if (status !== 200) throw new Error(`a vendor's report was answered with ${status}`);
}
