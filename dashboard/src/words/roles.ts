/** Roles of operators in words. */
import type { Role } from '../api/types.ts';

export const roleNames: Readonly<Record<Role, string>> = { owner: 'Owner', operator: 'Operator', viewer: 'Viewer' };

export const roleDeeds: Readonly<Record<Role, string>> = {
  owner: 'everything, the team and API keys included.',
  operator: 'see everything, decide about follow-ups and send.',
  viewer: 'see everything, and change nothing.',
};
