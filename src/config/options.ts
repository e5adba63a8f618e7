/**
 * Every option in one table: its variable, its flag, its unit, its default, its special values. What reads them is
 * `read-config.ts`; what documents them is `docs/options.md`, which a test compares with this table.
 *
 * Where an option is given twice, the flag wins over the variable, and the variable over the file `.env`. Secrets have
 * no flag: other users of a machine can see the command lines of its processes. An empty variable counts as absent.
 */

import type { Option } from './option.ts';
import { senderOptions } from './sender-options.ts';

const second = 1_000;
const hour = 3_600_000;

/** Property of the configuration -> the option. The order is that of the documentation. */
export const options = {
  databaseUrl: {
    group: 'Database',
    variable: 'DATABASE_URL',
    flag: '--database-url <url>',
    type: 'postgresUrl',
    special: 'absent: an embedded PostgreSQL in `RELANCE_DATA_DIR`',
    description:
      'The PostgreSQL (15 or newer) to use. Its role must be neither superuser nor `BYPASSRLS`. `?connect_timeout=5` waits so many ' +
      'seconds for a connection before the database counts as unavailable (else 1.5).',
    example: 'postgresql://relance:secret@db.example.com:5432/relance',
    secret: true,
  },
  dataDir: {
    group: 'Database',
    variable: 'RELANCE_DATA_DIR',
    flag: '--data-dir <folder>',
    type: 'text',
    default: './.relance',
    description: 'Folder of the embedded PostgreSQL; made at the first start. Unused with `DATABASE_URL`.',
  },
  port: {
    group: 'HTTP',
    variable: 'PORT',
    flag: '--port <number>',
    type: 'number',
    default: 8000,
    min: 0,
    max: 65_535,
    special: '`0`: any free port, which is printed',
    description: 'Port of the HTTP interface and the dashboard.',
  },
  host: {
    group: 'HTTP',
    variable: 'HOST',
    flag: '--host <address>',
    type: 'text',
    default: '127.0.0.1',
    special: '`0.0.0.0`: every interface, as a container needs it',
    description: 'Address of the interface to listen on.',
  },
  publicUrl: {
    group: 'HTTP',
    variable: 'RELANCE_PUBLIC_URL',
    flag: '--public-url <url>',
    type: 'webUrl',
    special: 'absent: vendors get no address for their reports, and signatures over it are refused',
    description:
      'Where vendors, people who unsubscribe, and operators who are invited reach this installation from outside.',
    example: 'https://relance.example.com',
  },
  bootstrapKey: {
    group: 'HTTP',
    variable: 'RELANCE_BOOTSTRAP_KEY',
    type: 'text',
    min: 8,
    special: 'absent: the first start makes a key and prints it once',
    description:
      'API key of the organization `default` with all rights, kept at every start; only its hash is stored. At least 8 characters; fewer than 24 are warned about.',
    example: 'dev-key-123',
    secret: true,
  },
  rateLimitPerKey: {
    group: 'HTTP',
    variable: 'RELANCE_RATE_LIMIT_PER_MINUTE',
    type: 'number',
    unit: 'requests a minute',
    default: 6_000,
    min: 0,
    max: 10_000_000,
    special: '`0`: no limit',
    description:
      'How many requests each API key may make, counted by each process; beyond it the answer is a 429 with `Retry-After`. A batch of 1,000 events is one request.',
  },
  rateLimitPerOrganization: {
    group: 'HTTP',
    variable: 'RELANCE_RATE_LIMIT_PER_ORGANIZATION',
    type: 'number',
    unit: 'requests a minute',
    default: 30_000,
    min: 0,
    max: 10_000_000,
    special: '`0`: no limit',
    description: 'The same for all keys of an organization together.',
  },
  rateLimitWrongKeys: {
    group: 'HTTP',
    variable: 'RELANCE_RATE_LIMIT_WRONG_KEYS',
    type: 'number',
    unit: 'requests a minute',
    default: 60,
    min: 0,
    max: 10_000_000,
    special: '`0`: no limit',
    description:
      'How many requests without a known API key one address may make; beyond it no new key from there is looked at until the minute is over.',
  },
  rateLimitSignIns: {
    group: 'HTTP',
    variable: 'RELANCE_RATE_LIMIT_SIGN_INS',
    type: 'number',
    unit: 'attempts in 15 minutes',
    default: 20,
    min: 0,
    max: 10_000_000,
    special: '`0`: no limit',
    description:
      'How often anybody may try to sign in to one account. Attempts from an address where one was good before are counted apart.',
  },
  rateLimitFailedSignIns: {
    group: 'HTTP',
    variable: 'RELANCE_RATE_LIMIT_FAILED_SIGN_INS',
    type: 'number',
    unit: 'attempts in 15 minutes',
    default: 60,
    min: 0,
    max: 10_000_000,
    special: '`0`: no limit',
    description:
      'How many wrong passwords, invitations and links for a new password one address may try (of IPv6: one /64), over all accounts. Who has signed in from there before still can.',
  },
  rateLimitWebhooks: {
    group: 'HTTP',
    variable: 'RELANCE_RATE_LIMIT_WEBHOOKS',
    type: 'number',
    unit: 'calls a minute',
    default: 30_000,
    min: 0,
    max: 10_000_000,
    special: '`0`: no limit',
    description:
      'How many webhooks one address may call for one source; beyond it the answer is a 429 with `Retry-After`, after which vendors call again.',
  },
  trustProxy: {
    group: 'HTTP',
    variable: 'RELANCE_TRUST_PROXY',
    type: 'boolean',
    default: false,
    description:
      'Takes addresses of callers from `X-Forwarded-For`. Only behind a proxy that writes this header itself: else callers choose their address.',
  },
  localNetworks: {
    group: 'HTTP',
    variable: 'RELANCE_LOCAL_NETWORKS',
    type: 'networks',
    special: 'absent: loopback addresses only',
    description:
      'Addresses and networks, separated by commas, whose connections count as coming from this machine, so that a browser at `http://localhost` may sign in with a password without HTTPS: the address under which a container sees its own machine. Only where the port is published on that machine alone.',
    example: '172.17.0.1',
  },
  logLevel: {
    group: 'Log',
    variable: 'LOG_LEVEL',
    flag: '--log-level <level>',
    type: 'choice',
    choices: ['debug', 'info', 'warn', 'error', 'silent'],
    default: 'info',
    special: '`debug`: errors on the command line come with their stack, too',
    description: 'The least important log lines that are written.',
  },
  logFormat: {
    group: 'Log',
    variable: 'LOG_FORMAT',
    flag: '--log-format <format>',
    type: 'choice',
    choices: ['auto', 'json', 'text'],
    default: 'auto',
    special: '`auto`: text on a terminal, else JSON',
    description: 'Log lines as JSON objects or as text; they go to standard error.',
  },
  noColor: {
    group: 'Log',
    variable: 'NO_COLOR',
    type: 'text',
    special: 'any value: no colours; without it, colours on a terminal only',
    description: 'Turns colours off (https://no-color.org).',
  },
  sequences: {
    group: 'Content',
    variable: 'RELANCE_SEQUENCES',
    flag: '--sequences <paths>',
    type: 'paths',
    unit: 'paths, with commas between them',
    special: 'absent: what the database has',
    description:
      'Files, or folders of files (`.yaml`, `.yml`, `.json`), with sequences, templates, the policy and alerts, stored for the organization `default` at start.',
    example: './sequences,./extra/welcome.yaml',
  },
  allowPrivateAddresses: {
    group: 'Sending',
    variable: 'RELANCE_ALLOW_PRIVATE_ADDRESSES',
    flag: '--allow-private-addresses',
    type: 'boolean',
    default: false,
    description: 'Lets senders call loopback and private network addresses (a mail server beside Relance, say).',
  },
  secretKeys: {
    group: 'Sending',
    variable: 'RELANCE_SECRET_KEY',
    type: 'list',
    special:
      'absent: the key of the embedded database (`secret-key` in `RELANCE_DATA_DIR`); with `DATABASE_URL`, senders with secrets are refused',
    description:
      'Encrypts the secrets of senders in the database: 32 bytes in base64, the same in every process. Several, with commas between them: the first encrypts, the others still decrypt; what they have encrypted is encrypted anew at the next start.',
    example: 'the output of `openssl rand -base64 32`',
    secret: true,
  },
  smtpHost: {
    group: 'Sending',
    variable: 'SMTP_HOST',
    type: 'text',
    special: 'absent: no such sender is made',
    description: 'Mail server of the sender `smtp`, which is stored for the organization `default` at start.',
    example: 'mail.example.com',
  },
  smtpPort: {
    group: 'Sending',
    variable: 'SMTP_PORT',
    type: 'number',
    min: 1,
    max: 65_535,
    special: 'absent: 465 with `SMTP_SECURE`, else 587',
    description: 'Port of the mail server.',
  },
  smtpSecure: {
    group: 'Sending',
    variable: 'SMTP_SECURE',
    type: 'boolean',
    default: false,
    special: '`false`: STARTTLS, which is required',
    description: 'TLS from the first byte.',
  },
  smtpUser: {
    group: 'Sending',
    variable: 'SMTP_USER',
    type: 'text',
    special: 'absent: nothing is logged in',
    description: 'Login at the mail server.',
  },
  smtpPassword: {
    group: 'Sending',
    variable: 'SMTP_PASSWORD',
    type: 'text',
    description: 'Password of that login.',
    secret: true,
  },
  smtpFrom: {
    group: 'Sending',
    variable: 'SMTP_FROM',
    type: 'text',
    special: 'needed with `SMTP_HOST`',
    description: 'Address that e-mails come from, alone or with a name.',
    example: 'Front desk <hello@example.com>',
  },
  ...senderOptions,
  workerName: {
    group: 'Worker',
    variable: 'RELANCE_WORKER_NAME',
    flag: '--worker-name <name>',
    type: 'text',
    special: "absent: the machine's name and the process number",
    description: 'Name of this process in lists and logs.',
  },
  workerLeaseMs: {
    group: 'Worker',
    variable: 'RELANCE_WORKER_LEASE',
    flag: '--worker-lease <duration>',
    type: 'duration',
    default: '60s',
    min: 5 * second,
    max: hour,
    description:
      "How long claimed follow-ups are a worker's own. A worker that dies holds up what it has claimed for so long.",
  },
  workerLeaseLeftMs: {
    group: 'Worker',
    variable: 'RELANCE_WORKER_LEASE_LEFT',
    flag: '--worker-lease-left <duration>',
    type: 'duration',
    default: '20s',
    min: second,
    max: hour,
    special: 'has to be shorter than `RELANCE_WORKER_LEASE`',
    description: 'The lease that has to be left when a call to a provider begins.',
  },
  workerHeldMax: {
    group: 'Worker',
    variable: 'RELANCE_WORKER_HELD_MAX',
    flag: '--worker-held-max <number>',
    type: 'number',
    unit: 'follow-ups',
    default: 3_000,
    min: 1,
    max: 100_000,
    description: 'How many claimed follow-ups one process may hold before their call.',
  },
  workerClockStableMs: {
    group: 'Worker',
    variable: 'RELANCE_WORKER_CLOCK_STABLE',
    flag: '--worker-clock-stable <duration>',
    type: 'duration',
    default: '60s',
    min: 0,
    max: 24 * hour,
    description: 'How long the clocks have to agree after a jump before anything is claimed again.',
  },
  redisUrl: {
    group: 'Accepted, but unused',
    variable: 'REDIS_URL',
    type: 'text',
    special: '`relance doctor` says that it is unused',
    description: 'Accepted so that existing deployments start; Relance keeps everything in PostgreSQL.',
    secret: true,
  },
  followupScheduler: {
    group: 'Accepted, but unused',
    variable: 'ENABLE_FOLLOWUP_SCHEDULER',
    type: 'text',
    special: 'any value is answered with a warning',
    description: 'There is one mechanism, and it runs wherever `relance serve` or `relance worker` does.',
  },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof options;

export const optionNames = Object.keys(options) as readonly OptionName[];
