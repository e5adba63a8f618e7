/** A row under one claim: a process may hold a row of before its lease ran out beside the same one, claimed again. */
export function claimKey({ id, token }: { readonly id: string; readonly token: number }): string {
  return `${id}/${token}`;
}
