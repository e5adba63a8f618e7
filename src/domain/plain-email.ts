/** An e-mail address as it is stored and compared, of contacts and of operators. */
export function plainEmail(email: string): string {
  return email.trim().toLowerCase();
}
