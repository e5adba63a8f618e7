/** What is wrong with a policy as a whole. Its values by themselves are checked where they are read. Pure. */
import { openingInWords, openingOf } from './check-under-policy.ts';
import type { Findings } from './document-reader.ts';
import { type PolicyLayer, policyFrom } from './policy-layer.ts';

/** @param layer an organization's: with the defaults under it, it counts for whatever sets nothing itself */
export function checkPolicy(layer: PolicyLayer): Findings {
  const policy = policyFrom(layer);
  const findings: Findings = { problems: [], warnings: [] };
  for (const category of ['conversational', 'nurture', 'marketing'] as const) {
    const opening = openingOf(policy, category);
    if (opening === 'sometimes') continue;
    const { message, expected } = openingInWords[opening];
    const list = opening === 'quiet_at_home' ? findings.warnings : findings.problems;
    const path = opening === 'quiet_all_day' ? 'quietHours' : 'businessHours';
    // Once for all categories that it keeps back.
    if (!list.some((one) => one.path === path)) list.push({ path, message: message(category), expected });
  }
  return findings;
}
