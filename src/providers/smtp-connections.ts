/**
 * The connections of one SMTP sender: how many at a time, which are kept for the next message.
 *
 * A message is handed to a second connection in one case only: the first one had been idle and turned out to be closed
 * before a byte of the message was read. That is no retry of a send, since nothing had been sent.
 */
import { type Deadline, orAborted } from '../provider-kit/deadline.ts';
import { openSession, type SmtpDelivery, type SmtpFailure, type SmtpServer, type SmtpSession } from './smtp-session.ts';

export interface SmtpConnections {
  /** Sends one message once. Waits for a free place first. Never rejects. */
  deliver(envelope: { from: string; to: string }, message: Buffer, deadline: Deadline): Promise<SmtpDelivery>;
  /** Says goodbye on the idle connections; the others end with their message. */
  close(): void;
}

export interface ConnectionLimits {
  /** Connections at a time. */
  readonly connectionsMax: number;
  /** Messages over one connection; 1 keeps none. */
  readonly messagesMax: number;
}

export function createConnections(server: SmtpServer, limits: ConnectionLimits): SmtpConnections {
  const idle: SmtpSession[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;
  let closed = false;

  async function takePlace(deadline: Deadline): Promise<SmtpFailure | undefined> {
    if (busy < limits.connectionsMax) {
      busy++;
      return undefined;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    try {
      await orAborted(promise, deadline.signal);
      return undefined;
    } catch {
      const at = waiting.indexOf(resolve);
      // Already called: the place is ours and must go on to the next one.
      if (at >= 0) waiting.splice(at, 1);
      else givePlace();
      const code = deadline.reason() ?? 'aborted';
      return { kind: 'failed', progress: 'nothing', code, detail: 'no connection of this sender became free' };
    }
  }

  /** The next one in the queue takes the place over, so `busy` stays. */
  function givePlace(): void {
    const next = waiting.shift();
    if (next) next();
    else busy--;
  }

  function takeIdle(): SmtpSession | undefined {
    for (let session = idle.pop(); session; session = idle.pop()) {
      if (!session.isUsable()) continue;
      session.setIdle(false);
      return session;
    }
    return undefined;
  }

  async function keepOrClose(session: SmtpSession, delivery: SmtpDelivery): Promise<void> {
    if (session.isUsable() && delivery.kind === 'failed') await session.reset();
    if (closed || !session.isUsable() || session.delivered >= limits.messagesMax) return session.close();
    session.setIdle(true);
    idle.push(session);
  }

  async function deliverOverNew(
    ...[envelope, message, deadline]: Parameters<SmtpConnections['deliver']>
  ): Promise<SmtpDelivery> {
    const opened = await openSession(server, deadline);
    if (opened.kind === 'failed') return opened;
    const delivery = await opened.session.deliver(envelope, message, deadline);
    await keepOrClose(opened.session, delivery);
    return delivery;
  }

  return {
    async deliver(envelope, message, deadline) {
      const noPlace = await takePlace(deadline);
      if (noPlace) return noPlace;
      try {
        const session = takeIdle();
        if (!session) return await deliverOverNew(envelope, message, deadline);
        const delivery = await session.deliver(envelope, message, deadline);
        if (wasClosedWhileIdle(delivery) && !deadline.signal.aborted) {
          session.close();
          return await deliverOverNew(envelope, message, deadline);
        }
        await keepOrClose(session, delivery);
        return delivery;
      } finally {
        givePlace();
      }
    },
    close() {
      closed = true;
      for (const session of idle.splice(0)) session.close();
    },
  };
}

/** The server hung up, or said with 421 that it does, before it was asked to take a byte of the message. */
function wasClosedWhileIdle(delivery: SmtpDelivery): boolean {
  return (
    delivery.kind === 'failed' &&
    delivery.progress === 'nothing' &&
    (delivery.reply === undefined || delivery.reply.code === 421)
  );
}
