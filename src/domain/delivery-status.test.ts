import { describe, expect, it } from 'vitest';
import { deliveryStatuses, deliveryStatusOf, statesOfStatus } from './delivery-status.ts';
import { followUpStates } from './follow-up-state.ts';

describe('the status that other queues know', () => {
  it.each([
    ['awaiting_approval', 'pending', 'pending'],
    ['scheduled', 'pending', 'failed'],
    ['claimed', 'processing', 'processing'],
    ['calling', 'processing', 'processing'],
    ['unknown', 'processing', 'processing'],
    ['sent', 'sent', 'sent'],
    ['dead_letter', 'dead_letter', 'dead_letter'],
    ['skipped', 'cancelled', 'cancelled'],
    ['cancelled', 'cancelled', 'cancelled'],
  ] as const)('of %s is %s, and %s after a refusal', (state, untried, refused) => {
    expect(deliveryStatusOf({ state, wasRefused: false })).toBe(untried);
    expect(deliveryStatusOf({ state, wasRefused: true })).toBe(refused);
  });

  it('is one for every state, refused or not: the filters leave nothing out and take nothing twice', () => {
    for (const part of ['untried', 'refused'] as const) {
      const all = deliveryStatuses.flatMap((status) => statesOfStatus(status)[part]);
      expect(all.toSorted()).toEqual(followUpStates.toSorted());
    }
  });
});
