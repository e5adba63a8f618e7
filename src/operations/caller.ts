/** Who calls, whatever shows it: an API key, a session, or a host's word. */
import type { Role } from '../domain/role.ts';
import type { Actor } from './audit.ts';

export interface Caller {
  readonly orgId: number;
  readonly orgKey: string;
  /** An API key, an operator who has signed in, or somebody whom the host vouches for. */
  readonly kind: 'key' | 'operator' | 'host';
  /** Of the key or the operator; what the host calls it. */
  readonly id: string;
  /** As it is written down beside what the caller does. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** Of an operator only. */
  readonly operator?: SignedIn;
}

/** An operator who calls, as part of the caller. */
export interface SignedIn {
  readonly sessionId: string;
  readonly email: string;
  readonly role: Role;
}

export type OperatorCaller = Caller & { readonly operator: SignedIn };

/** Who a caller is in the audit log. */
export function actorOf({ kind, id, name }: Caller): Actor {
  return { kind, id, name };
}
