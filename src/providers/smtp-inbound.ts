/**
 * Reads mails that somebody hands over by HTTP as they were transported: a mail server's pipe, a vendor's route for raw
 * MIME, a worker. Either the body of the call is the mail, or a field of a form or of JSON holds it, in base64 where wanted.
 */
import type { ReceiveResult, WebhookRequest } from '../provider.ts';
import { type Members, type Path, readMembers, readPath, valueAt } from '../provider-kit/config-members.ts';
import { bytesOf, readForm } from '../provider-kit/form-fields.ts';
import { readMail } from '../provider-kit/read-mail.ts';
import type { ConfigProblems } from '../provider-kit/sender-config.ts';
import { proofMembers, readProof, refuseUnproven, type WebhookProof } from '../provider-kit/webhook-proof.ts';
import { isOurOwn, type OwnMails } from './smtp-mailbox.ts';

export interface MailIntake extends OwnMails {
  readonly proof: WebhookProof;
  /** Which field of a form or of JSON holds the mail. */
  readonly field: Path | undefined;
}

/** The first field of a mail has its colon in here: lines have 998 characters at most. @source RFC 5322 section 2.1.1 */
const firstLineMax = 1_000;

export function readIntake(
  problems: ConfigProblems,
  raw: Members,
  secret: string | undefined,
  own: OwnMails,
): MailIntake {
  const members = readMembers(problems, 'incoming', raw, [...proofMembers, 'mail']);
  return {
    ...own,
    proof: readProof(problems, members, secret),
    field: readPath(problems, 'incoming.mail', members.mail),
  };
}

export async function receiveMail(request: WebhookRequest, intake: MailIntake): Promise<ReceiveResult> {
  const refused = refuseUnproven(request, intake.proof);
  if (refused !== undefined) return { kind: 'rejected', detail: refused };
  const found = await findMail(request, intake.field).catch(() => undefined);
  const mail = found && decode(found);
  if (mail === undefined || !beginsLikeMail(mail)) {
    const place =
      intake.field === undefined ? 'incoming.mail names no field' : `its field is ${intake.field.join('.')}`;
    const detail = `there is no mail: its content type is message/rfc822, or it is in a form or JSON, where ${place}`;
    return { kind: 'unreadable', detail };
  }
  const { inbound, receipt } = await readMail(mail, request.receivedAt);
  return {
    kind: 'read',
    receipts: receipt ? [receipt] : [],
    inbound: inbound && !isOurOwn(inbound, intake) ? [inbound] : [],
    isPassedOn: true,
  };
}

/** Rejects, or answers undefined, where there is none. */
async function findMail(request: WebhookRequest, field: Path | undefined): Promise<Buffer | undefined> {
  const { buffer, byteOffset, byteLength } = request.body;
  const body = Buffer.from(buffer, byteOffset, byteLength);
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (/^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/.test(type)) {
    const found = field && (await readForm(request)).get(field.join('.'));
    return found ? bytesOf(found) : undefined;
  }
  if (!/^application\/(?:[\w.-]+\+)?json\b/.test(type)) return body;
  const found = field && valueAt(JSON.parse(body.toString('utf8')), field);
  return typeof found === 'string' ? Buffer.from(found) : undefined;
}

/**
 * With a field, or the line of an mbox: else the configuration names the wrong place, where all replies would be lost if they were
 * taken for read.
 */
function beginsLikeMail(bytes: Buffer): boolean {
  return /^\s*(?:From |[!-9;-~]+[ \t]*:)/.test(bytes.toString('latin1', 0, firstLineMax));
}

/** Base64 has no colon, and every mail has one in its first line. */
function decode(bytes: Buffer): Buffer {
  const isMail = bytes.subarray(0, firstLineMax).includes(':');
  return isMail ? bytes : Buffer.from(bytes.toString('latin1'), 'base64');
}
