/**
 * The ids of planned follow-ups. A step of an enrollment has exactly one follow-up per occurrence, for ever: its id is
 * the enrollment's id with the last two bytes saying which. So the primary key itself refuses a step planned twice,
 * and an enrollment's follow-ups lie side by side in the index.
 *
 * Byte 14 is the step plus one (255 for the ending), byte 15 the occurrence; later occurrences of a repeated step
 * (from 256 on) carry on in bytes 12 and 13, which are added to modulo 2^16.
 */

export const endingStep = 254;
export const stepsMax = 200;

/**
 * @param enrollmentId UUID whose last two bytes are zero (`ids.ts`)
 * @param step index from 0, or `endingStep`
 * @param occurrence from 0; above 0 for repeated steps only
 */
export function followUpId(enrollmentId: string, step: number, occurrence: number): string {
  const head = enrollmentId.slice(0, 28);
  const middle = (Number.parseInt(enrollmentId.slice(28, 32), 16) + Math.floor(occurrence / 256)) & 0xffff;
  const tail = ((step + 1) << 8) | (occurrence & 0xff);
  return head + middle.toString(16).padStart(4, '0') + tail.toString(16).padStart(4, '0');
}
