import { expect, test } from 'vitest';
import { classifyReply, readReply, type SmtpPhase, type SmtpReply } from './smtp-reply.ts';

test.each([
  ['550 5.1.1 <a@b.example> unknown', { code: 550, enhanced: '5.1.1', text: '550 5.1.1 <a@b.example> unknown' }],
  ['451 try later', { code: 451, text: '451 try later' }],
  [
    '550-5.7.26 not\n550 5.7.26 authenticated',
    { code: 550, enhanced: '5.7.26', text: '550-5.7.26 not 5.7.26 authenticated' },
  ],
  ['554', { code: 554, text: '554' }],
  ['250 2.0.0 Ok', undefined],
  ['354 go on', undefined],
  ['55', undefined],
  ['oops', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads %j', (response, expected) => {
  expect(readReply(response)).toEqual(expected);
});

const table: readonly (readonly [SmtpPhase, string, string])[] = [
  // every 4yz is transient, at every step
  ['greeting', '421 4.3.2 shutting down', 'transient'],
  ['login', '454 4.7.0 temporary authentication failure', 'transient'],
  ['sender', '451 4.7.1 greylisted', 'transient'],
  ['recipient', '450 4.2.1 mailbox busy', 'transient'],
  ['recipient', '452 4.2.2 over quota', 'transient'],
  ['data', '451 4.3.0 queue file write error', 'transient'],
  ['message', '451 4.6.0 try again', 'transient'],
  // the account
  ['greeting', '554 5.7.1 no service for you', 'sender'],
  ['hello', '550 5.7.1 bad name', 'sender'],
  ['tls', '502 not implemented', 'sender'],
  ['login', '535 5.7.8 bad credentials', 'sender'],
  ['login', '534 5.7.9 an application password is needed', 'sender'],
  ['sender', '530 5.7.0 must issue STARTTLS first', 'sender'],
  ['sender', '550 5.7.1 sender rejected', 'sender'],
  ['sender', '553 5.1.8 sender domain does not exist', 'sender'],
  ['recipient', '530 5.7.0 authentication required', 'sender'],
  ['recipient', '550 5.1.8 sender address rejected', 'sender'],
  ['recipient', '554 5.7.1 relay access denied', 'sender'],
  ['recipient', '550 5.7.1 unable to relay', 'sender'],
  ['recipient', '550 5.4.6 unusual sending activity', 'sender'],
  ['recipient', '503 5.5.1 bad sequence', 'sender'],
  ['message', '550 5.7.26 unauthenticated mail is prohibited', 'sender'],
  ['message', '535 5.7.8 logged out', 'sender'],
  // the recipient
  ['recipient', '550 no such user', 'recipient'],
  ['recipient', '550 5.1.1 no such user', 'recipient'],
  ['recipient', '550 5.1.10 null MX', 'recipient'],
  ['recipient', '550 5.2.1 mailbox disabled', 'recipient'],
  ['recipient', '550 5.4.1 recipient address rejected', 'recipient'],
  ['recipient', '551 user not local', 'recipient'],
  ['recipient', '553 mailbox name not allowed', 'recipient'],
  ['recipient', '501 5.1.3 bad address syntax', 'recipient'],
  ['recipient', '556 5.1.10 no mail', 'recipient'],
  ['message', '550 5.1.1 no such user', 'recipient'],
  // full mailboxes come back
  ['recipient', '552 mailbox full', 'transient'],
  ['recipient', '552 5.2.2 mailbox full', 'transient'],
  ['message', '552 5.2.2 mailbox full', 'transient'],
  // the message
  ['sender', '552 5.3.4 message too big', 'content'],
  ['sender', '552 size exceeds the limit', 'content'],
  ['recipient', '552 5.2.3 message exceeds the limit of the mailbox', 'content'],
  ['data', '554 no', 'content'],
  ['message', '550 5.7.1 looks like spam', 'content'],
  ['message', '552 message too big', 'content'],
  ['message', '554 5.6.0 malformed', 'content'],
  ['message', '554 transaction failed', 'content'],
];

test.each(table)('%s: %s is %s', (phase, response, expected) => {
  expect(classifyReply(readReply(response) as SmtpReply, phase)).toBe(expected);
});
