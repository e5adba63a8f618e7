import { expect, test } from 'vitest';
import { eventTypes } from './event.ts';
import { didYouMean, nearestName } from './nearest-name.ts';

test.each([
  ['message.recieved', 'message.received'],
  ['lead.create', 'lead.created'],
  ['appointment.no_show', 'appointment.noShow'],
  ['Contact.OptedOut', 'contact.optedOut'],
  ['action-item.completed', 'actionItem.completed'],
])('takes %s for %s', (typed, meant) => {
  expect(nearestName(typed, eventTypes)).toBe(meant);
});

test('does not guess wildly', () => {
  expect(nearestName('invoice.paid', eventTypes)).toBeUndefined();
  expect(nearestName('x', ['on', 'when'])).toBeUndefined();
  expect(nearestName('a'.repeat(10_000), eventTypes)).toBeUndefined();
});

test('names all that there are when none is near', () => {
  expect(didYouMean('foo', ['skip', 'send'])).toBe('one of skip, send');
  expect(didYouMean('sned', ['skip', 'send'])).toBe('did you mean send?');
});
