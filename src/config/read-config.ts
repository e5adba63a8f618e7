/**
 * The configuration: flags over variables over defaults, by the table in `options.ts`. Everything that is wrong is
 * said at once, and what looks like a slip (an unknown `RELANCE_…` variable) is a warning.
 */
import { nearestName } from '../domain/nearest-name.ts';
import { type Problem, RelanceError } from '../errors.ts';
import type { Option } from './option.ts';
import { type OptionName, optionNames, options } from './options.ts';
import { type OptionValue, readValue } from './read-value.ts';

type Table = typeof options;

type ValueOf<O> = O extends { type: 'number' | 'duration' }
  ? number
  : O extends { type: 'boolean' }
    ? boolean
    : O extends { type: 'paths' | 'list' | 'networks' }
      ? readonly string[]
      : O extends { type: 'choice'; choices: readonly (infer Choice)[] }
        ? Choice
        : string;

type Values = {
  readonly [Name in keyof Table]: Table[Name] extends { default: unknown }
    ? ValueOf<Table[Name]>
    : ValueOf<Table[Name]> | undefined;
};

export interface Config extends Values {
  /** Where each value that was given came from, for messages: `--port` or `PORT`. */
  readonly given: ReadonlySet<OptionName>;
  /** What is probably a mistake, but stops nothing. */
  readonly warnings: readonly Problem[];
}

/** Variables as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** Flags by the name of their option; `true` for one that stands alone. */
export type Flags = Readonly<Partial<Record<string, string | boolean>>>;

/** A chosen key that is shorter is warned about: one with all rights must not be guessed. */
const bootstrapKeyLength = 24;

/** Variables with our prefix that others read: the tests, and how long they run. */
const foreignVariables = ['RELANCE_FAULTS'];

/**
 * Reads all options.
 *
 * @throws RelanceError `invalid_configuration` with one problem per bad value; its path is the variable or the flag
 * @example readConfig({ PORT: 'eighty' }, {}) // throws: PORT: "eighty" is not a whole number
 */
export function readConfig(environment: Environment, flags: Flags = {}): Config {
  const problems: Problem[] = [];
  const given = new Set<OptionName>();
  const values: Partial<Record<OptionName, OptionValue | undefined>> = {};
  for (const name of optionNames) {
    const option: Option = options[name];
    const source = sourceOf(name, option, environment, flags);
    if (source !== undefined) given.add(name);
    const text = source?.text ?? (option.default === undefined ? undefined : String(option.default));
    if (text === undefined) continue;
    const reading = readValue(option, text);
    if (reading.ok) values[name] = reading.value;
    else problems.push({ path: source?.name ?? option.variable, message: reading.message, expected: reading.expected });
  }
  const config = { ...values, given, warnings: warningsOf(environment, given) } as unknown as Config;
  if (problems.length === 0) problems.push(...contradictionsIn(config));
  if (problems.length > 0) throw invalidConfiguration(problems);
  return config;
}

/** @returns a fault whose text names the first problem */
export function invalidConfiguration(problems: readonly Problem[]): RelanceError {
  const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
  return new RelanceError('invalid_configuration', `${count} not valid`, { problems });
}

function sourceOf(
  name: OptionName,
  option: Option,
  environment: Environment,
  flags: Flags,
): { readonly name: string; readonly text: string } | undefined {
  const flag = flags[name];
  if (flag !== undefined) return { name: option.flag?.split(' ')[0] ?? name, text: String(flag) };
  const text = environment[option.variable]?.trim();
  return text ? { name: option.variable, text } : undefined;
}

function contradictionsIn(config: Config): readonly Problem[] {
  const problems: Problem[] = [];
  if (config.smtpHost !== undefined && config.smtpFrom === undefined) {
    problems.push({ path: 'SMTP_FROM', message: 'is missing', expected: 'the address that e-mails come from' });
  }
  if (config.smtpFrom !== undefined && readMailbox(config.smtpFrom) === undefined) {
    const expected = 'hello@example.com, or Front desk <hello@example.com>';
    problems.push({ path: 'SMTP_FROM', message: `"${config.smtpFrom}" is not an e-mail address`, expected });
  }
  problems.push(...missingBesides(config));
  if (config.workerLeaseLeftMs >= config.workerLeaseMs) {
    const expected = 'a duration below RELANCE_WORKER_LEASE';
    problems.push({ path: 'RELANCE_WORKER_LEASE_LEFT', message: 'is not shorter than the whole lease', expected });
  }
  return problems;
}

/** What an account of a provider needs beside its first setting. */
function missingBesides(config: Config): readonly Problem[] {
  const { twilioAccountSid, twilioAuthToken, twilioNumber, twilioMessaging, twilioWhatsapp } = config;
  const missing = (path: string, expected: string): Problem => ({ path, message: 'is missing', expected });
  const isAddress = (text: string | undefined) => readMailbox(text ?? config.smtpFrom ?? '') !== undefined;
  const address = 'the address that e-mails come from, alone or with a name';
  return [
    ...(twilioAccountSid !== undefined && twilioAuthToken === undefined
      ? [missing('TWILIO_AUTH_TOKEN', 'the auth token of the account')]
      : []),
    ...(twilioAccountSid !== undefined && (twilioNumber ?? twilioMessaging ?? twilioWhatsapp) === undefined
      ? [
          missing(
            'TWILIO_PHONE_NUMBER',
            'what messages come from; or TWILIO_MESSAGING_SERVICE_SID, or TWILIO_WHATSAPP_NUMBER',
          ),
        ]
      : []),
    ...(config.sendgridApiKey !== undefined && !isAddress(config.sendgridFrom)
      ? [missing('SENDGRID_FROM', address)]
      : []),
    ...(config.resendApiKey !== undefined && !isAddress(config.resendFrom) ? [missing('RESEND_FROM', address)] : []),
  ];
}

function warningsOf(environment: Environment, given: ReadonlySet<OptionName>): readonly Problem[] {
  const warnings: Problem[] = [];
  const variables = optionNames.map((name) => options[name].variable as string);
  for (const variable of Object.keys(environment).sort()) {
    if (!variable.startsWith('RELANCE_') || variables.includes(variable) || foreignVariables.includes(variable))
      continue;
    const nearest = nearestName(variable, variables);
    const expected = nearest === undefined ? 'a variable of docs/options.md' : `did you mean ${nearest}?`;
    warnings.push({ path: variable, message: 'there is no such setting, so it has no effect', expected });
  }
  const { bootstrapKey } = options;
  const key = environment[bootstrapKey.variable]?.trim() ?? '';
  if (given.has('bootstrapKey') && key.length < bootstrapKeyLength) {
    const expected = `${bootstrapKeyLength} random characters or more, unless it is for development`;
    warnings.push({ path: bootstrapKey.variable, message: 'is short enough to be guessed', expected });
  }
  if (given.has('followupScheduler')) {
    const message = 'has no effect: there is one mechanism, and every `relance serve` and `relance worker` runs it';
    warnings.push({ path: 'ENABLE_FOLLOWUP_SCHEDULER', message, expected: 'remove the variable' });
  }
  if (given.has('databaseUrl') && given.has('dataDir')) {
    const message = 'has no effect beside DATABASE_URL';
    warnings.push({ path: 'RELANCE_DATA_DIR', message, expected: 'one of the two' });
  }
  return warnings;
}

/** `Front desk <hello@example.com>` or `hello@example.com`. */
export function readMailbox(text: string): { readonly address: string; readonly name?: string } | undefined {
  const match = /^(?:"?([^"<>]*?)"?\s*<([^<>\s@]+@[^<>\s@]+)>|([^<>\s"@]+@[^<>\s"@]+))$/.exec(text.trim());
  const address = match?.[2] ?? match?.[3];
  if (address === undefined) return undefined;
  return match?.[1] ? { address, name: match[1] } : { address };
}
