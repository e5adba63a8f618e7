import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryPolicy } from '../../test/support/arbitrary-policy.ts';
import { channels } from './channel.ts';
import { effectiveValues, type SourcedLayer } from './merge-policy.ts';
import { type ConsentMode, consentFloor, defaultPolicy, quietHoursOf } from './policy.ts';
import { defaultLayer, mergeLayers, type PolicyLayer, type PolicyLevel, policyFrom } from './policy-layer.ts';
import { readPolicy } from './read-policy.ts';
import { categories } from './sequence.ts';
import { writePolicy } from './write-policy.ts';

const layer = (level: PolicyLevel): fc.Arbitrary<PolicyLayer> =>
  arbitraryPolicy(level).map((document) => {
    const reading = readPolicy(document, level);
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
    return reading.layer;
  });
const [ofOrganization, ofSequence, ofContact] = [layer('organization'), layer('sequence'), layer('contact')];
const read = (document: object, level: PolicyLevel = 'organization') => {
  const reading = readPolicy(document, level);
  return 'layer' in reading ? reading.layer : {};
};

test('the defaults as values are the default policy', () => {
  expect(policyFrom({})).toEqual(defaultPolicy);
  expect(policyFrom(defaultLayer)).toEqual(defaultPolicy);
  // Whose clock hours are read by is not written where there are none.
  const { 'businessHours.zone': _, ...written } = defaultLayer;
  expect(read(writePolicy(defaultLayer))).toEqual(written);
});

test('merging is associative: which levels are laid over each other first makes no difference', () => {
  fc.assert(
    fc.property(ofOrganization, ofSequence, ofContact, (a, b, c) => {
      const whole = mergeLayers(a, b, c);
      expect(mergeLayers(mergeLayers(a, b), c)).toEqual(whole);
      expect(mergeLayers(a, mergeLayers(b, c))).toEqual(whole);
      expect(mergeLayers(a, {}, a)).toEqual(a);
    }),
  );
});

test('every value that counts has one source, which is the strongest level that sets it', () => {
  fc.assert(
    fc.property(ofOrganization, ofSequence, ofContact, (organization, sequence, contact) => {
      const layers: SourcedLayer[] = [
        { source: { from: 'organization', version: 3 }, layer: organization },
        { source: { from: 'sequence', key: 'nudge', version: 2 }, layer: sequence },
        { source: { from: 'contact' }, layer: contact },
      ];
      const values = effectiveValues(layers);
      expect(new Set(values.map(({ path }) => path)).size).toBe(values.length);
      for (const { path, source } of values) {
        const strongest =
          contact[path] !== undefined
            ? 'contact'
            : sequence[path] !== undefined
              ? 'sequence'
              : organization[path] !== undefined
                ? 'organization'
                : 'default';
        expect({ path, from: source.from }).toEqual({ path, from: strongest });
      }
      // Nothing that counts is left out, and each is said in a sentence.
      const written = new Set(values.map(({ path }) => path));
      const merged = mergeLayers(defaultLayer, organization, sequence, contact);
      const hidden = Object.keys(merged).filter((path) => !written.has(path as keyof PolicyLayer));
      expect(hidden.filter((path) => !/^(businessHours|quietHours)[.]/.test(path))).toEqual([]);
      expect(values.filter(({ text }) => !/^[A-Z].*[.]$/.test(text))).toEqual([]);
    }),
  );
});

test('no combination of good policies falls below the law', () => {
  const modes: readonly ConsentMode[] = ['none', 'opt_out', 'opt_in'];
  fc.assert(
    fc.property(ofOrganization, ofSequence, ofContact, (a, b, c) => {
      const policy = policyFrom(mergeLayers(a, b, c));
      for (const category of categories) {
        for (const channel of channels) {
          const { [channel]: own, default: usual } = policy.consent[category];
          expect(modes.indexOf(own ?? usual)).toBeGreaterThanOrEqual(modes.indexOf(consentFloor(category, channel)));
        }
      }
      expect(quietHoursOf(policy, 'marketing')).toMatchObject({ regional: true });
    }),
  );
});

test('a level sets single values, and lists as a whole', () => {
  const organization = read({
    businessHours: { monday: '09:00-18:00', tuesday: '09:00-18:00' },
    caps: { perDay: 1, perWeek: 3 },
    approval: ['marketing'],
  });
  const sequence = read(
    { businessHours: { tuesday: [], saturday: '10:00-12:00' }, caps: { perDay: 2 }, approval: [] },
    'sequence',
  );
  expect(policyFrom(mergeLayers(organization, sequence))).toMatchObject({
    businessHours: {
      days: { monday: [{ from: 540, to: 1080 }], tuesday: [], saturday: [{ from: 600, to: 720 }] },
    },
    caps: { perDay: 2, perWeek: 3 },
    approval: [],
  });
});

test('what a level switched off, the next one switches on by writing to it', () => {
  const organization = read({ quietHours: 'off', businessHours: { monday: '09:00-18:00' } });
  const sequence = read({ quietHours: '22:00-06:00', businessHours: 'off' }, 'sequence');
  const policy = policyFrom(mergeLayers(organization, sequence));
  expect(policy).toMatchObject({ quietHours: { from: 1320, to: 360, regional: true }, businessHours: null });
  expect(quietHoursOf(policyFrom(organization), 'nurture')).toBe(null);
  expect(quietHoursOf(policyFrom(organization), 'marketing')).toEqual({ from: 1260, to: 480, regional: true });
});
