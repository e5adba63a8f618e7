import { describe, expect, it } from 'vitest';
import { RelanceError } from '../errors.ts';
import type { Option } from './option.ts';
import { optionNames, options } from './options.ts';
import { type Environment, type Flags, readConfig, readMailbox } from './read-config.ts';

/** Each problem as `path: message (expected …)`. */
function problemsOf(environment: Environment, flags: Flags = {}): readonly string[] {
  try {
    readConfig(environment, flags);
    return [];
  } catch (error) {
    if (!(error instanceof RelanceError)) throw error;
    expect(error.code).toBe('invalid_configuration');
    return error.problems.map(({ path, message, expected }) => `${path}: ${message} (expected ${expected})`);
  }
}

const warningsOf = (environment: Environment) =>
  readConfig(environment).warnings.map(({ path, message, expected }) => `${path}: ${message}; ${expected}`);

describe('the configuration', () => {
  it('is complete without any variable', () => {
    expect(readConfig({})).toMatchObject({
      dataDir: './.relance',
      port: 8000,
      host: '127.0.0.1',
      logLevel: 'info',
      allowPrivateAddresses: false,
      workerLeaseMs: 60_000,
      workerLeaseLeftMs: 20_000,
      workerHeldMax: 3_000,
      warnings: [],
    });
    expect(readConfig({}).databaseUrl).toBeUndefined();
  });

  it('takes a flag before a variable, and an empty variable as absent', () => {
    expect(readConfig({ PORT: '1' }, { port: '2' }).port).toBe(2);
    expect(readConfig({ PORT: '', SMTP_HOST: '  ' })).toMatchObject({ port: 8000 });
    expect(readConfig({ RELANCE_ALLOW_PRIVATE_ADDRESSES: 'false' }, { allowPrivateAddresses: true })).toMatchObject({
      allowPrivateAddresses: true,
    });
  });

  it('reads durations, lists and choices', () => {
    expect(
      readConfig({ RELANCE_WORKER_LEASE: '2m', RELANCE_SEQUENCES: 'a.yaml, b', LOG_LEVEL: 'DEBUG' }),
    ).toMatchObject({ workerLeaseMs: 120_000, sequences: ['a.yaml', 'b'], logLevel: 'debug' });
  });

  it('reads networks, and refuses what is none or half the world', () => {
    const RELANCE_LOCAL_NETWORKS = '172.17.0.1, 172.18.0.0/16,fd00:5::/64';
    expect(readConfig({ RELANCE_LOCAL_NETWORKS }).localNetworks).toEqual([
      '172.17.0.1',
      '172.18.0.0/16',
      'fd00:5::/64',
    ]);
    for (const bad of [
      'docker',
      '172.17.0',
      '0.0.0.0/0',
      '172.17.0.0/33',
      '172.17.0.0/',
      '::/129',
      '10.0.0.0/8/8',
      '10.0.0.0/9.5',
    ])
      expect(problemsOf({ RELANCE_LOCAL_NETWORKS: `172.17.0.1,${bad}` })).toEqual([
        `RELANCE_LOCAL_NETWORKS: "${bad}" is not a network (expected an address, alone or with a prefix of 8 or more: 172.17.0.1, 172.17.0.0/16)`,
      ]);
  });

  it('names every bad value, what is wrong and what would be right', () => {
    expect(problemsOf({ PORT: 'eighty', LOG_LEVEL: 'loud', RELANCE_WORKER_LEASE: '1s' })).toEqual([
      'PORT: "eighty" is not a whole number (expected a whole number from 0 to 65535)',
      'LOG_LEVEL: there is no "loud" (expected one of debug, info, warn, error, silent)',
      'RELANCE_WORKER_LEASE: 1s is too short (expected a duration from 5s to 1h)',
    ]);
    expect(problemsOf({}, { port: '70000' })).toEqual([
      '--port: 70000 is too large (expected a whole number from 0 to 65535)',
    ]);
    expect(problemsOf({ RELANCE_WORKER_LEASE: '10s' })).toEqual([
      'RELANCE_WORKER_LEASE_LEFT: is not shorter than the whole lease (expected a duration below RELANCE_WORKER_LEASE)',
    ]);
    expect(problemsOf({ SMTP_HOST: 'mail' })[0]).toContain('SMTP_FROM: is missing');
    expect(problemsOf({ SMTP_FROM: 'nobody' })[0]).toContain('is not an e-mail address');
    expect(problemsOf({ RELANCE_ALLOW_PRIVATE_ADDRESSES: 'maybe' })[0]).toContain('(expected true or false)');
  });

  it.each(['mysql://u:hunter2@h/db', 'postgresql://u:hunter2@h', 'u:hunter2'])(
    'refuses the address %s without repeating its password',
    (url) => {
      const [problem] = problemsOf({ DATABASE_URL: url });
      expect(problem).toMatch(/^DATABASE_URL: .*\(expected postgresql:/);
      expect(problem).not.toContain('hunter2');
    },
  );

  it('does not repeat a bootstrap key that is too short', () => {
    expect(problemsOf({ RELANCE_BOOTSTRAP_KEY: 'hunter2' })).toEqual([
      'RELANCE_BOOTSTRAP_KEY: it has 7 characters (expected at least 8 characters)',
    ]);
  });

  it('warns about unknown variables of ours, with the name that was probably meant', () => {
    expect(warningsOf({ RELANCE_WORKER_LEESE: '1m', RELANCE_ZZZ: '1', OTHER: '1' })).toEqual([
      'RELANCE_WORKER_LEESE: there is no such setting, so it has no effect; did you mean RELANCE_WORKER_LEASE?',
      'RELANCE_ZZZ: there is no such setting, so it has no effect; a variable of docs/options.md',
    ]);
  });

  it('answers ENABLE_FOLLOWUP_SCHEDULER with a warning, and REDIS_URL with none', () => {
    expect(warningsOf({ ENABLE_FOLLOWUP_SCHEDULER: 'true' })[0]).toContain('there is one mechanism');
    expect(warningsOf({ REDIS_URL: 'redis://x' })).toEqual([]);
  });
});

it.each([
  ['hello@example.com', { address: 'hello@example.com' }],
  ['Front desk <hello@example.com>', { address: 'hello@example.com', name: 'Front desk' }],
  ['"Desk, front" <hello@example.com>', { address: 'hello@example.com', name: 'Desk, front' }],
  ['<hello@example.com>', { address: 'hello@example.com' }],
  ['hello', undefined],
  ['a@b@c', undefined],
])('reads %s as a mailbox', (text, mailbox) => {
  expect(readMailbox(text)).toEqual(mailbox);
});

describe('the table of options', () => {
  const all = optionNames.map((name): [string, Option] => [name, options[name]]);

  it('has every variable and every flag once', () => {
    const variables = all.map(([, { variable }]) => variable);
    const flags = all.flatMap(([, { flag }]) => (flag ? [flag] : []));
    expect(new Set(variables).size).toBe(variables.length);
    expect(new Set(flags).size).toBe(flags.length);
  });

  it('gives secrets no flag, but for the address of the database', () => {
    expect(all.filter(([, { secret, flag }]) => secret && flag).map(([name]) => name)).toEqual(['databaseUrl']);
  });

  it('says what happens without a value', () => {
    const silent = all.filter(([, it]) => it.default === undefined && it.special === undefined).map(([name]) => name);
    expect(silent).toEqual(['smtpPassword']);
  });
});
