// An engine with a vendor that the test answers for, and a look into every table for what should be nowhere.
import { createEngine, type Engine } from '../../../src/engine.ts';
import { type Erasure, eraseContact } from '../../../src/operations/erase-contact.ts';
import type { Provider, SendOutcome, SendRequest } from '../../../src/provider.ts';
import { by } from '../../support/actor.ts';
import { createTestDatabase } from '../../support/postgres.ts';

export const secretKey = Buffer.alloc(32, 5).toString('base64');

export interface Installation {
  readonly url: string;
  readonly engine: Engine;
  /** Those of the vendor `slow`, over SMS. */
  readonly calls: readonly { readonly request: SendRequest; readonly answer: (outcome: SendOutcome) => void }[];
  /** Resolves with the next of them. */
  nextCall(): Promise<void>;
  rows<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  erase(contactId: string): Promise<Erasure | undefined>;
  /** Every row of every table that says one of the words. */
  whoSays(words: readonly string[]): Promise<string[]>;
  stop(): Promise<void>;
}

export const idOf = (result: object) => (result as { contactId: string }).contactId;

/** @param works whether it sends */
export async function startInstallation({ works } = { works: true }): Promise<Installation> {
  const database = await createTestDatabase();
  const calls: { request: SendRequest; answer: (outcome: SendOutcome) => void }[] = [];
  let called: () => void = () => {};
  const slow: Provider = {
    describe: () => ({
      type: 'slow',
      channels: ['sms'],
      config: {},
      limits: { concurrency: 200, timeoutMs: 30_000 },
      idempotency: 'none',
      outcomes: [],
    }),
    configure: () => ({
      send: (request) =>
        new Promise<SendOutcome>((answer) => {
          calls.push({ request, answer });
          called();
        }),
    }),
  };
  const engine = await createEngine({
    database: database.url,
    secretKeys: [secretKey],
    providers: [slow],
    senders: [
      { key: 'slow', provider: 'slow', channel: 'sms' },
      { key: 'inbox', provider: 'sandbox', channel: 'email' },
    ],
    sequences: [
      {
        key: 'quote',
        exit: ['appointment.booked'],
        trigger: 'lead.created',
        steps: [
          { key: 'soon', after: '1s', channel: 'email', subject: 'Hi', text: 'Hello {{ contact.name }}' },
          { key: 'later', after: '30d', channel: 'email', text: 'Still there, {{ contact.name }}?' },
        ],
      },
    ],
  });
  if (works) engine.start();
  const names = new Map<string, string>();
  const rows = <Row>(text: string, parameters: readonly unknown[] = []) => {
    const name = names.get(text) ?? `test-${names.size}`;
    names.set(text, name);
    return engine.context.db.query<Row>({ name, text }, parameters);
  };
  return {
    url: database.url,
    engine,
    calls,
    nextCall: () =>
      new Promise<void>((resolve) => {
        called = resolve;
      }),
    rows,
    erase: (contactId) => eraseContact(engine.context, engine.orgId, contactId, 'requested', by('desk')),
    whoSays: async (words) => {
      const tables = await rows<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'relance' AND table_type = 'BASE TABLE' ORDER BY 1`,
      );
      const found: string[] = [];
      for (const { name } of tables) {
        const said = await rows<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM relance.${name} t`);
        for (const { row } of said)
          if (words.some((word) => row.toLowerCase().includes(word.toLowerCase()))) found.push(`${name}: ${row}`);
      }
      return found;
    },
    stop: async () => {
      await engine.stop();
      await database.drop();
    },
  };
}
