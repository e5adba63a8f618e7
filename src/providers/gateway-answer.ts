/**
 * What a gateway's answer means, by what the configuration says that it documents. Pure.
 *
 * Refused is only what is written down as a refusal, or what HTTP itself says was not processed. What fits neither the
 * success nor a refusal, or both, is unknown.
 */
import type { RefusalClass, SendOutcome } from '../provider.ts';
import {
  type Members,
  type Path,
  readChoices,
  readMembers,
  readOneOf,
  readPath,
  readText,
  textOf,
  valueAt,
} from '../provider-kit/config-members.ts';
import type { ConfigProblems } from '../provider-kit/sender-config.ts';
import { outcomeOfStatus, retryAfterOf } from '../provider-kit/status-class.ts';
import { refusalClasses } from '../refusal-classes.ts';

const codeMax = 64;
const detailMax = 200;
const idMax = 255;

/** All that is there has to hold. Without a path the text of the whole answer is looked at. */
interface Condition {
  readonly status?: readonly number[] | undefined;
  readonly path?: Path | undefined;
  readonly equals?: readonly string[] | undefined;
  readonly startsWith?: readonly string[] | undefined;
  readonly contains?: readonly string[] | undefined;
}

/** Where a value stands: at a path in JSON, or between two marks in a text (`before` absent: to the end of the line). */
interface Place {
  readonly path?: Path | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

export interface AnswerReading {
  readonly success: Condition;
  readonly messageId?: Place | undefined;
  readonly refusals: readonly (Condition & { readonly class: RefusalClass })[];
  readonly code?: Place | undefined;
  readonly detail?: Place | undefined;
}

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const conditionMembers = ['status', 'path', 'equals', 'startsWith', 'contains'] as const;

export function readAnswers(problems: ConfigProblems, raw: Members): AnswerReading {
  const {
    success,
    messageId,
    refusals = [],
    code,
    detail,
  } = readMembers(problems, 'answers', raw, ['success', 'messageId', 'refusals', 'code', 'detail']);
  problems.require(Array.isArray(refusals), 'answers.refusals must be a list');
  return {
    success:
      success === undefined
        ? {}
        : readCondition(
            problems,
            'answers.success',
            readMembers(problems, 'answers.success', success, conditionMembers),
          ),
    messageId: readPlace(problems, 'answers.messageId', messageId),
    refusals: (Array.isArray(refusals) ? refusals : []).flatMap(
      (rule, index) => readRefusal(problems, `answers.refusals[${index}]`, rule) ?? [],
    ),
    code: readPlace(problems, 'answers.code', code),
    detail: readPlace(problems, 'answers.detail', detail),
  };
}

function readRefusal(
  problems: ConfigProblems,
  at: string,
  raw: unknown,
): AnswerReading['refusals'][number] | undefined {
  const members = readMembers(problems, at, raw, [...conditionMembers, 'class']);
  const refusal = readOneOf(problems, `${at}.class`, members.class, refusalClasses);
  const condition = readCondition(problems, at, members);
  const isSuccess = condition.status?.some((status) => status < 300) ?? true;
  problems.require(
    !isSuccess || looksInside(members),
    `${at} would refuse every success: name what stands in the answer, or statuses from 300 on`,
  );
  if (refusal === undefined) return problems.refuse(`${at}.class is missing: one of ${refusalClasses.join(', ')}`);
  return { ...condition, class: refusal };
}

function readCondition(problems: ConfigProblems, at: string, raw: Members): Condition {
  return {
    status: readStatuses(problems, `${at}.status`, raw.status),
    path: readPath(problems, `${at}.path`, raw.path),
    equals: readChoices(problems, `${at}.equals`, raw.equals),
    startsWith: readChoices(problems, `${at}.startsWith`, raw.startsWith),
    contains: readChoices(problems, `${at}.contains`, raw.contains),
  };
}

function readStatuses(problems: ConfigProblems, at: string, value: unknown): readonly number[] | undefined {
  if (value === undefined || value === null) return undefined;
  const statuses: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isStatus = (status: unknown) =>
    Number.isInteger(status) && (status as number) >= 200 && (status as number) < 600;
  return statuses.length > 0 && statuses.every(isStatus)
    ? (statuses as number[])
    : problems.refuse(`${at} must be an HTTP status from 200 to 599, or a list of them`);
}

function readPlace(problems: ConfigProblems, at: string, raw: unknown): Place | undefined {
  if (raw === undefined || raw === null) return undefined;
  const members = readMembers(problems, at, raw, ['path', 'after', 'before']);
  const given = [members.path, members.after].filter((place) => (place ?? undefined) !== undefined);
  problems.require(given.length === 1, `${at} must have either path or after`);
  return {
    path: readPath(problems, `${at}.path`, members.path),
    after: readText(problems, `${at}.after`, members.after),
    before: readText(problems, `${at}.before`, members.before),
  };
}

/**
 * @param nowMs for a Retry-After that is a date
 * @param hide takes secrets out of a text: some gateways repeat the request in their answers
 */
export function gatewayOutcomeOf(
  answer: GatewayAnswer,
  reading: AnswerReading,
  nowMs: number,
  hide: (text: string) => string,
): SendOutcome {
  const { status, headers } = answer;
  const json = parse(answer.body);
  const code = placed(reading.code, codeMax) ?? String(status);
  const said = placed(reading.detail, detailMax);
  const detail = `the gateway answered ${status}${said === undefined ? '' : `: ${said}`}`;

  const rule = reading.refusals.find(
    // A 408 or a 5xx is unknown unless the vendor documents this very status as not accepted.
    (each) => holds(each) && (each.status !== undefined || (status !== 408 && status < 500)),
  );
  const succeeded = holds(reading.success) && (reading.success.status !== undefined || isSuccessStatus(status));
  if (rule && succeeded && looksInside(reading.success)) {
    return { kind: 'unknown', code: 'ambiguous', detail: `${detail}, which fits the success and a refusal` };
  }
  if (rule) return { kind: 'refused', class: rule.class, code, detail, ...retryAfterOf(headers, nowMs) };
  if (succeeded) {
    if (reading.messageId === undefined) return { kind: 'accepted', detail };
    const providerMessageId = placed(reading.messageId, idMax + 1);
    if (providerMessageId !== undefined && providerMessageId.length <= idMax)
      return { kind: 'accepted', providerMessageId, detail };
    return { kind: 'unknown', code: 'unreadable', detail: `${detail}, without the id of the message` };
  }
  if (isSuccessStatus(status)) {
    return { kind: 'unknown', code: 'unreadable', detail: `${detail}, which is not what success looks like` };
  }
  const outcome = outcomeOfStatus(answer, nowMs, detail);
  return outcome.kind === 'refused' ? { ...outcome, code } : outcome;

  function holds(condition: Condition): boolean {
    if (condition.status !== undefined && !condition.status.includes(status)) return false;
    if (!looksInside(condition)) return true;
    const text = condition.path === undefined ? answer.body.trim() : textOf(valueAt(json, condition.path));
    if (text === undefined) return false;
    const { equals, startsWith, contains } = condition;
    return (
      (equals === undefined || equals.includes(text)) &&
      (startsWith === undefined || startsWith.some((each) => text.startsWith(each))) &&
      (contains === undefined || contains.some((each) => text.includes(each)))
    );
  }

  /** One line of it, undefined where nothing stands there. */
  function placed(place: Place | undefined, charactersMax: number): string | undefined {
    if (place === undefined) return undefined;
    const found = place.path
      ? textOf(valueAt(json, place.path))
      : between(answer.body, place.after ?? '', place.before);
    // Before it is cut, or half a secret would be left.
    const line = hide(found ?? '')
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, charactersMax);
    return line === '' ? undefined : line;
  }
}

function looksInside({ path, equals, startsWith, contains }: Condition): boolean {
  return path !== undefined || equals !== undefined || startsWith !== undefined || contains !== undefined;
}

function isSuccessStatus(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Undefined where it is no JSON: then nothing stands anywhere. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function between(text: string, after: string, before = '\n'): string | undefined {
  const start = text.indexOf(after);
  if (start < 0) return undefined;
  const rest = text.slice(start + after.length);
  const end = rest.indexOf(before);
  if (end >= 0) return rest.slice(0, end);
  return before === '\n' ? rest : undefined;
}
