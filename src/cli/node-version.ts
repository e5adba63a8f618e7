/**
 * Which Node Relance needs. Imported by `bin.ts` on whatever Node there is: only syntax here that Nodes of years ago read,
 * and no imports.
 */

export const nodeMajorMin = 24;

/** @returns what to tell the user of a Node that is too old */
export function tooOld(version: string): string | undefined {
  if (Number(version.split('.')[0]) >= nodeMajorMin) return undefined;
  return `relance: Node ${nodeMajorMin} or newer is needed, this is Node ${version}. Get one from https://nodejs.org.`;
}
