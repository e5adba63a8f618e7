/**
 * E-mail over SMTP: one message to one address at a time; and what comes back, from the mailbox behind it or by whoever
 * hands mails over.
 *
 * The moment that counts is the final dot of the message. Before it was written, a lost connection means that the
 * server has to drop what it has; after it, only the server's reply tells. See `smtp-session.ts` for how that is known,
 * `smtp-reply.ts` for what the replies mean.
 */
import type { Provider, ProviderContext, ProviderDescription, Sender, SendOutcome } from '../provider.ts';
import { startDeadline } from '../provider-kit/deadline.ts';
import { priceOf } from '../provider-kit/price-table.ts';
import { readAccount, type SmtpAccount, smtpFields } from './smtp-config.ts';
import { createConnections } from './smtp-connections.ts';
import { receiveMail } from './smtp-inbound.ts';
import { checkMailbox, listenToMailbox } from './smtp-mailbox.ts';
import { composeMessage } from './smtp-message.ts';
import { classifyReply, smtpRules } from './smtp-reply.ts';
import { openSession, type SmtpFailure } from './smtp-session.ts';

const description: ProviderDescription = {
  type: 'smtp',
  channels: ['email'],
  globalIds: true,
  listens: true,
  webhooks: { source: 'smtp', kinds: ['inbound'] },
  config: smtpFields,
  limits: { concurrency: smtpFields.connectionsMax.default, timeoutMs: smtpFields.timeoutMs.default },
  idempotency: 'none',
  outcomes: [
    { when: 'A 2yz reply to the final dot', outcome: 'accepted', source: 'RFC 5321 section 6.1' },
    ...smtpRules.map((rule) => ({
      when: rule.when,
      outcome: 'refused' as const,
      class: rule.class,
      source: rule.source,
    })),
    {
      when: 'DNS, connection, TLS or login fails, or the connection is lost or silent before the message is asked for',
      outcome: 'refused',
      class: 'sender',
      source: 'RFC 5321 section 3.3 (the message follows the 354 reply)',
    },
    {
      when: 'The connection is lost, or the time is up, while the message is being written and before its final dot',
      outcome: 'refused',
      class: 'transient',
      source: 'RFC 5321 section 4.1.1.10 (what was in progress ends as if with a 4yz reply)',
    },
    {
      when: 'A line break in an address, the subject or a header; a header that is ours',
      outcome: 'refused',
      class: 'content',
      source: 'RFC 5322 section 2.2',
    },
    {
      when: 'The recipient is not one plain address',
      outcome: 'refused',
      class: 'recipient',
      source: 'RFC 5321 section 4.1.2',
    },
    {
      when: 'The final dot was written and no whole reply came: lost connection, time-out, abort, a reply that is neither 2yz nor 4yz nor 5yz',
      outcome: 'unknown',
      source: 'RFC 5321 section 4.5.3.2.6 (a client that does not wait here may cause a second delivery)',
    },
  ],
};

export const smtpEmail: Provider = {
  describe: () => description,
  configure(raw, context) {
    return createSender(readAccount(raw, context), context);
  },
};

function createSender(account: SmtpAccount, context: ProviderContext): Sender {
  const { server, identity, mailbox, intake, prices, timeoutMs } = account;
  const connections = createConnections(server, account);
  return {
    async send(request) {
      const message = await composeMessage(request, identity, context.clock.now());
      if (message.kind === 'refused') return message;
      const deadline = startDeadline(timeoutMs, request.signal);
      try {
        const delivery = await connections.deliver(message.envelope, message.bytes, deadline);
        if (delivery.kind === 'failed') return outcomeOf(delivery);
        // Some servers replace the Message-ID and name theirs in the reply: that is the one that answers refer to.
        const costCents = priceOf(prices, request.to);
        return {
          kind: 'accepted',
          providerMessageId: delivery.serverMessageId ?? message.messageId,
          detail: delivery.response,
          ...(costCents !== undefined && { costCents }),
        };
      } finally {
        deadline.stop();
      }
    },
    async check() {
      const deadline = startDeadline(timeoutMs);
      try {
        const opened = await openSession(server, deadline);
        if (opened.kind === 'failed')
          return { ok: false, detail: `${opened.code}: ${opened.reply?.text ?? opened.detail}` };
        opened.session.close();
        const detail = server.login ? 'connected and logged in' : 'connected';
        if (!mailbox) return { ok: true, detail };
        const problem = await checkMailbox(mailbox, deadline.signal);
        return problem === undefined
          ? { ok: true, detail: `${detail}; the mailbox can be read` }
          : { ok: false, detail: problem };
      } finally {
        deadline.stop();
      }
    },
    ...(mailbox && { listen: (...[position, store, signal]) => listenToMailbox(mailbox, position, store, signal) }),
    ...(intake && { receive: (request) => receiveMail(request, intake) }),
    async close() {
      connections.close();
    },
  };
}

/** The outcome table in code. The order matters: what may have been delivered is never refused. */
function outcomeOf({ progress, phase, reply, code, detail }: SmtpFailure): SendOutcome {
  if (progress === 'complete' && !(phase === 'message' && reply)) return { kind: 'unknown', code, detail };
  if (reply && phase) {
    const replyCode = [reply.code, reply.enhanced].filter((part) => part !== undefined).join(' ');
    return { kind: 'refused', class: classifyReply(reply, phase), code: replyCode, detail: reply.text };
  }
  // nodemailer itself compares the size with the limit that the server announced (RFC 1870).
  if (code === 'EMESSAGE') return { kind: 'refused', class: 'content', code: 'too_large', detail };
  if (progress === 'content' || code === 'aborted') return { kind: 'refused', class: 'transient', code, detail };
  return { kind: 'refused', class: 'sender', code, detail };
}
