import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageStateOf, type ReceiptFacts, type ReceiptState } from './message-state.ts';

function report(state: ReceiptState, attempt = 1, refusal: string | null = null): ReceiptFacts {
  return { state, attempt, class: refusal };
}

describe('the state of a message', () => {
  test.each([
    ['nothing was reported', [], undefined],
    ['it was passed on', [report('sent')], 'sent'],
    ['it arrived', [report('sent'), report('delivered')], 'delivered'],
    ['it was read before anybody said that it arrived', [report('opened')], 'delivered'],
    ['it did not arrive', [report('sent'), report('undelivered')], 'undelivered'],
    ['it arrived after a first report that it had not', [report('undelivered'), report('delivered')], 'delivered'],
    [
      'the bounce came after the next server had taken it',
      [report('delivered'), report('undelivered', 1, 'recipient')],
      'undelivered',
    ],
    ['a second attempt arrived', [report('undelivered', 1, 'recipient'), report('delivered', 2)], 'delivered'],
  ] as const)('%s', (_, receipts, expected) => {
    expect(messageStateOf(receipts)).toBe(expected);
  });

  test('is the same in whatever order, and however often, the reports come', () => {
    const reports = fc.array(
      fc.record({
        state: fc.constantFrom<ReceiptState>('sent', 'delivered', 'undelivered', 'complained', 'opened'),
        attempt: fc.integer({ min: 1, max: 3 }),
        class: fc.constantFrom(null, 'recipient', 'transient'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        reports.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
        ([all, shuffled]) => messageStateOf(all) === messageStateOf(shuffled),
      ),
    );
  });
});
