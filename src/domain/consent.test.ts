import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consentOf, consentsAfter } from './consent.ts';
import { type ConsentStatement, consentScopes } from './consent-statement.ts';
import { defaultPolicy } from './policy.ts';
import { categories } from './sequence.ts';

const modes = defaultPolicy.consent;
let clock = 0;
const say = (
  state: ConsentStatement['state'],
  category: ConsentStatement['category'],
  cause: string | null = null,
): ConsentStatement => {
  clock += 1;
  return { state, category, cause, at: clock };
};
const stop = () => say('out', '*', 'stop_word');
const start = () => say('in', '*', 'start_word');

describe('what holds at an address', () => {
  it('is nothing where nothing was said', () => {
    expect(consentsAfter([])).toEqual({});
  });

  it('is the later word, and one about everything replaces those about single categories', () => {
    expect(consentsAfter([say('in', 'marketing'), say('out', 'marketing')])).toEqual({ marketing: 'out' });
    expect(consentsAfter([say('in', 'marketing'), say('in', 'nurture'), say('out', '*')])).toEqual({ '*': 'out' });
    expect(consentsAfter([say('out', '*'), say('in', 'marketing')])).toEqual({ '*': 'out', marketing: 'in' });
  });

  it('goes by when it was said, not by when we heard of it', () => {
    const [given, refused] = [say('in', 'marketing'), say('out', 'marketing')];
    expect(consentsAfter([refused, given])).toEqual({ marketing: 'out' });
  });

  it('is not changed by what is only asked for', () => {
    expect(consentsAfter([say('pending', 'marketing')])).toEqual({ marketing: 'pending' });
    expect(consentsAfter([say('out', 'marketing'), say('pending', 'marketing')])).toEqual({ marketing: 'out' });
    expect(consentsAfter([say('out', '*'), say('pending', 'marketing')])).toEqual({ '*': 'out' });
    expect(consentsAfter([say('pending', 'marketing'), say('in', 'marketing')])).toEqual({ marketing: 'in' });
  });

  it('comes back by START as it was before STOP, and no further', () => {
    expect(consentsAfter([say('in', 'marketing'), stop()])).toEqual({ '*': 'out' });
    expect(consentsAfter([say('in', 'marketing'), stop(), stop(), start()])).toEqual({ marketing: 'in' });
    expect(consentsAfter([stop(), start()])).toEqual({});
    expect(consentsAfter([stop(), say('in', 'nurture'), start()])).toEqual({ nurture: 'in' });
    expect(consentsAfter([stop(), start(), stop()])).toEqual({ '*': 'out' });
  });

  it('is not brought back by START where the person called it spam, or refused the category', () => {
    expect(consentsAfter([say('in', 'marketing'), say('out', '*', 'complained'), start()])).toEqual({ '*': 'out' });
    expect(consentsAfter([say('out', 'marketing'), stop(), start()])).toEqual({ marketing: 'out' });
  });

  it('never grows by START: who had not agreed before has not agreed after', () => {
    const statement = fc.record({
      category: fc.constantFrom(...consentScopes),
      state: fc.constantFrom('in', 'out', 'pending' as const),
      cause: fc.constantFrom(null, 'stop_word', 'complained'),
    });
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 12 }), (said) => {
        const before = said.map((one, at) => ({
          ...one,
          ...(one.cause && { state: 'out' as const, category: '*' as const }),
          at,
        }));
        const own = before.filter(({ cause }) => cause !== 'stop_word');
        const after = consentsAfter([...before, { category: '*', state: 'in', cause: 'start_word', at: 100 }]);
        expect(after).toEqual(consentsAfter(own));
      }),
    );
  });
});

describe('consent to a message', () => {
  it('is needed where the mode is opt_in, and only there', () => {
    expect(consentOf(modes, 'marketing', 'sms', null)).toEqual({ missing: 'no_consent', mode: 'opt_in' });
    expect(consentOf(modes, 'nurture', 'whatsapp', {})).toEqual({ missing: 'no_consent', mode: 'opt_in' });
    expect(consentOf(modes, 'marketing', 'email', null)).toBe('not_needed');
    expect(consentOf(modes, 'conversational', 'sms', null)).toBe('not_needed');
    expect(consentOf(modes, 'marketing', 'sms', { marketing: 'in' })).toBe('given');
    expect(consentOf(modes, 'marketing', 'sms', { '*': 'in' })).toBe('given');
  });

  it('is not given by what waits for a confirmation', () => {
    expect(consentOf(modes, 'marketing', 'sms', { marketing: 'pending' })).toMatchObject({ missing: 'no_consent' });
    expect(consentOf(modes, 'marketing', 'email', { marketing: 'pending' })).toBe('not_needed');
  });

  it('is refused by a no, whatever the mode; by the name of the category even where nobody asks', () => {
    for (const category of categories) {
      expect(consentOf(modes, category, 'email', { [category]: 'out' })).toMatchObject({ missing: 'consent_refused' });
      const asked = modes[category].default !== 'none';
      const everything = consentOf(modes, category, 'email', { '*': 'out' });
      expect(everything).toEqual(asked ? { missing: 'consent_refused', mode: modes[category].default } : 'not_needed');
    }
    expect(consentOf(modes, 'marketing', 'sms', { '*': 'in', marketing: 'out' })).toMatchObject({
      missing: 'consent_refused',
    });
  });
});
