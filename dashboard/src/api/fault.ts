/** What can go wrong with a call to the API, in a form that pages can show. */
import type { ProblemDocument } from './types.ts';

export class ApiFault extends Error {
  /** 0 when the server could not be reached. */
  readonly status: number;
  readonly problem: ProblemDocument | undefined;

  constructor(status: number, message: string, problem?: ProblemDocument) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

export const unreachable = 'The server cannot be reached. Is it running, and is the network up?';

/** Turns what was answered with an error status into a fault. */
export function faultOf(status: number, answer: unknown): ApiFault {
  if (isProblem(answer)) return new ApiFault(status, sentence(answer.detail || answer.title), answer);
  return new ApiFault(status, `The server answered with ${status} and did not say why.`);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * What went wrong with something that somebody filled in or asked for, in words beside it: the first problem, without the place in
 * the document, which nobody sees there; else the message.
 */
export function wordsOf(error: unknown): string {
  const [first] = problemsOf(error);
  if (first === undefined) return messageOf(error);
  const { message, expected } = first;
  return `${sentence(message)}${expected === undefined ? '' : ` What would do: ${ended(expected)}`}`;
}

/** Is there a problem with this part of what was sent? */
export function isProblemAt(error: unknown, path: string): boolean {
  return problemsOf(error).some((problem) => problem.path === path);
}

export function problemsOf(error: unknown): ProblemDocument['problems'] {
  return error instanceof ApiFault ? (error.problem?.problems ?? []) : [];
}

function isProblem(answer: unknown): answer is ProblemDocument {
  return typeof answer === 'object' && answer !== null && 'detail' in answer && 'code' in answer;
}

function sentence(text: string): string {
  return ended(text.charAt(0).toUpperCase() + text.slice(1));
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
