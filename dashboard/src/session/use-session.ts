/** Who is signed in and what they may do, as the server says. */
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/account.ts';
import type { Scope, Session } from '../api/types.ts';

/** Undefined until the server has said so. */
export function useSession(): Session | undefined {
  return useQuery(sessionQuery()).data;
}

/**
 * May whoever is signed in do what needs this scope? What they may not is not offered. Where the server cannot be asked all is
 * offered: it has the last word.
 */
export function useMay(scope: Scope): boolean {
  const { data, isError } = useQuery(sessionQuery());
  return data ? data.scopes.includes(scope) : isError;
}
