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

function isProblem(answer: unknown): answer is ProblemDocument {
  return typeof answer === 'object' && answer !== null && 'detail' in answer && 'code' in answer;
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
