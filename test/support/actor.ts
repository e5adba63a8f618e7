// Who does something, for operations that the audit log names.
import type { Actor } from '../../src/operations/audit.ts';

export function by(name: string): Actor {
  return { kind: 'key', id: null, name };
}
