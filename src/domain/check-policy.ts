/** What is wrong with a policy as a whole. Its values by themselves are checked where they are read. Pure. */
import { openingOf } from './check-under-policy.ts';
import type { Findings } from './document-reader.ts';
import { type PolicyLayer, policyFrom } from './policy-layer.ts';

/** @param layer an organization's: with the defaults under it, it counts for whatever sets nothing itself */
export function checkPolicy(layer: PolicyLayer): Findings {
  const policy = policyFrom(layer);
  const openings = new Set((['nurture', 'marketing'] as const).map((category) => openingOf(policy, category)));
  const path = 'businessHours';
  const expected = 'business hours that reach out of the quiet hours';
  const [problem, warning] = [
    'all business hours are quiet hours, so that nurture or marketing could never be sent',
    'all business hours are quiet hours where the organization is: nurture or marketing reaches only people in zones far from it',
  ];
  return {
    problems: openings.has('always_quiet') ? [{ path, message: problem, expected }] : [],
    warnings: openings.has('quiet_at_home') ? [{ path, message: warning, expected }] : [],
  };
}
