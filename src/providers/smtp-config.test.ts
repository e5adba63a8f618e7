import { describe, expect, it } from 'vitest';
import type { ProviderContext } from '../provider.ts';
import { readAccount } from './smtp-config.ts';
import { smtpPresets } from './smtp-presets.ts';

const context: ProviderContext = {
  clock: { now: () => 0, monotonicMs: () => 0 },
  allowPrivateAddresses: false,
  deliverToSandbox: async () => {},
};
const read = (more: Record<string, unknown>) => readAccount({ from: 'studio@example.com', ...more }, context);
const server = (more: Record<string, unknown>) => read(more).server;
const mailbox = (more: Record<string, unknown>) => read({ host: 'mail.example.com', ...more }).mailbox;

describe('a preset', () => {
  it('says where the server is and how to talk to it', () => {
    expect(server({ preset: 'zoho' })).toMatchObject({
      host: 'smtp.zoho.com',
      port: 465,
      secure: true,
      requireTLS: false,
    });
    expect(server({ preset: 'icloud' })).toMatchObject({
      host: 'smtp.mail.me.com',
      port: 587,
      secure: false,
      requireTLS: true,
    });
  });

  it('gives way to what the configuration says', () => {
    expect(server({ preset: 'zoho', host: 'smtp.zoho.eu' })).toMatchObject({
      host: 'smtp.zoho.eu',
      port: 465,
      secure: true,
    });
    expect(server({ preset: 'zoho', port: 587 })).toMatchObject({ port: 587, secure: false, requireTLS: true });
    expect(server({ preset: 'zoho', secure: false })).toMatchObject({ port: 587, secure: false, requireTLS: true });
    expect(server({ preset: 'icloud', secure: true })).toMatchObject({ port: 465, secure: true });
    expect(server({ preset: 'zoho', port: 2465, secure: true })).toMatchObject({ port: 2465, secure: true });
  });

  it('that has no host of its own says what to write', () => {
    expect(() => server({ preset: 'ses' })).toThrow(/host is missing.*email-smtp/);
    expect(server({ preset: 'ses', host: 'email-smtp.eu-west-1.amazonaws.com' })).toMatchObject({
      port: 465,
      secure: true,
    });
  });

  it('that is none is refused, without its value, and so is a server without a host', () => {
    expect(() => server({ preset: 'secret-71c' })).toThrow(/^smtp: preset must be one of gmail, (?!.*71c)/);
    expect(() => server({ preset: 'constructor' })).toThrow('preset');
    expect(() => server({})).toThrow('host is missing');
  });

  it('has a source, and encrypts', () => {
    for (const [name, preset] of Object.entries(smtpPresets)) {
      expect(preset.source, name).toMatch(/^https:/);
      expect(preset.port, name).toBe(preset.secure ? 465 : 587);
    }
  });
});

describe('the ports', () => {
  it('follow from TLS where they are not given', () => {
    expect(server({ host: 'mail.example.com' })).toMatchObject({ port: 587, secure: false, requireTLS: true });
    expect(server({ host: 'mail.example.com', secure: true })).toMatchObject({ port: 465 });
    expect(mailbox({ imapHost: 'imap.example.com', user: 'u', password: 'p' })).toMatchObject({
      port: 993,
      secure: true,
    });
    expect(mailbox({ imapHost: 'imap.example.com', user: 'u', password: 'p', imapSecure: false })).toMatchObject({
      port: 143,
      secure: false,
      plain: false,
    });
  });
});

describe('the login of the mailbox', () => {
  it('is the one that sends, unless there is another one', () => {
    const login = { imapHost: 'imap.example.com', user: 'u', password: 'p' };
    expect(mailbox(login)).toMatchObject({ user: 'u', password: 'p', name: 'INBOX' });
    expect(mailbox({ ...login, imapUser: 'v', imapPassword: 'q' })).toMatchObject({ user: 'v', password: 'q' });
    expect(mailbox({ user: 'u', password: 'p' })).toBeUndefined();
  });
});
