/** What a caller may do: the scopes of an API key, and the scopes that the role of an operator stands for. */

/**
 * read: look; send: events, contacts, messages, and deciding about follow-ups (cancel, move, retry, approve);
 * manage: definitions, senders and suppressions; admin: API keys and operators, and the senders of e-mail that let them in.
 */
export const scopes = ['read', 'send', 'manage', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export const roles = ['owner', 'operator', 'viewer'] as const;
export type Role = (typeof roles)[number];

export const scopesOfRole: Readonly<Record<Role, readonly Scope[]>> = {
  owner: scopes,
  operator: ['read', 'send'],
  viewer: ['read'],
};

/** Nobody gives away what they do not have. */
export function missingScopes(own: readonly string[], given: readonly Scope[]): readonly Scope[] {
  return given.filter((scope) => !own.includes(scope));
}
