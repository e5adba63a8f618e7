import { expect, test } from 'vitest';
import { lead, problemsOf, step, steps, wait, warningsOf } from '../../test/support/sequence-samples.ts';

test.each<[string, unknown, string, string, string]>([
  [
    'an unknown option of a step',
    step({ delay: '1h' }),
    'steps[0].delay',
    'no option "delay"',
    'write after, before or afterPrevious',
  ],
  ['a step that is none', { ...lead, steps: ['x'] }, 'steps[0]', 'this is "x"', 'a step such as'],
  ['a bad duration', step({ after: '2 hours' }), 'steps[0].after', 'not a duration', 'write 2h'],
  ['a negative duration', step({ after: '-30m' }), 'steps[0].after', 'negative', 'zero or more'],
  ['two offsets', step({ before: '1h' }), 'steps[0].before', 'after and before stand side by side', 'one of them'],
  ['no offset', step({ after: undefined }), 'steps[0]', 'does not say when', 'after: 0m is at once'],
  [
    'afterPrevious at the start',
    step({ after: undefined, afterPrevious: 0 }),
    'steps[0].afterPrevious',
    'no step before',
    'after: 30m',
  ],
  ['a time that is none', step({ at: '9.30' }), 'steps[0].at', 'not a time of day', 'hours and minutes in quotes'],
  ['a word for a time', step({ at: 'noon' }), 'steps[0].at', 'not a time of day', 'or best'],
  ['a stand-in that is none', step({ at: 'best', atElse: 'best' }), 'steps[0].atElse', 'not a time', 'in quotes'],
  ['a stand-in at the end', step({ at: 'best', atElse: '24:00' }), 'steps[0].atElse', 'the next day', '"00:00"'],
  ['a stand-in for nothing', step({ at: '09:30', atElse: '10:00' }), 'steps[0].atElse', 'not known', 'at: best'],
  ['a stand-in alone', step({ atElse: '10:00' }), 'steps[0].atElse', 'not known', 'at: best'],
  ['the best hour, too often', step({ at: 'best', every: '36h' }), 'steps[0].every', 'once a day', 'whole days'],
  ['the end of the day', step({ at: '24:00' }), 'steps[0].at', 'the next day', '"00:00"'],
  ['days without a time', step({ on: 'business_day' }), 'steps[0].on', 'on which days at counts', 'at: "09:30"'],
  ['days of another kind', step({ at: '09:30', on: 'monday' }), 'steps[0].on', 'no "monday"', 'business_day'],
  ['a time and hours between', step({ at: '09:30', every: '36h' }), 'steps[0].every', 'once a day', 'whole days'],
  ['a wait at a time', steps({ after: '0m' }, { ...wait, at: '09:30' }), 'steps[1].at', 'no use for at', 'the message'],
  ['an unknown channel', step({ channel: 'e-mail' }), 'steps[0].channel', 'no "e-mail"', 'did you mean email?'],
  ['an unknown category', step({ category: 'spam' }), 'steps[0].category', 'no "spam"', 'transactional, reminder'],
  ['nothing to say', step({ template: undefined }), 'steps[0]', 'nothing to say', 'template: '],
  [
    'a variant with nothing to say',
    step({ template: undefined, variants: [{ key: 'a', text: 'x' }, { key: 'b' }] }),
    'steps[0].variants[1]',
    'has anything to say',
    'template: ',
  ],
  ['template and text', step({ text: 'x' }), 'steps[0].text', 'template and text', 'a template, or the text'],
  ['html alone', step({ template: undefined, html: '<p>' }), 'steps[0].text', 'is missing', 'plain text'],
  [
    'a subject with line breaks',
    step({ template: undefined, text: 'x', subject: 'a\nBcc: b' }),
    'steps[0].subject',
    'several lines',
    'one line',
  ],
  [
    'a weight of 0',
    step({ variants: [{ key: 'a', weight: 0 }] }),
    'steps[0].variants[0].weight',
    'the weight is 0',
    'above 0',
  ],
  [
    'a variant twice',
    step({ variants: [{ key: 'a' }, { key: 'a' }] }),
    'steps[0].variants[1].key',
    'stands twice',
    'another key',
  ],
  ['repetitions too often', step({ repeat: { every: '30s' } }), 'steps[0].repeat.every', 'too short', 'at least 1m'],
  [
    '0 repetitions',
    step({ repeat: { every: '1d', times: 0 } }),
    'steps[0].repeat.times',
    'the number 0',
    'from 1 to 10000',
  ],
  [
    'every and repeat',
    step({ every: '1d', repeat: { every: '1d' } }),
    'steps[0].every',
    'every and repeat',
    'one of them',
  ],
  [
    'a wait with an offset',
    steps({ after: 0 }, { ...wait, after: '1h' }),
    'steps[1].waitFor',
    'after and waitFor',
    'one of them',
  ],
  [
    'a wait with a message',
    steps({ after: 0 }, { ...wait, text: 'x' }),
    'steps[1].text',
    'a wait has no use for text',
    'the next step',
  ],
  [
    'a wait without an end',
    steps({ after: 0 }, { ...wait, waitFor: { on: 'message.received' } }),
    'steps[1].waitFor.timeout',
    'is missing',
    'a duration',
  ],
  ['a late grace of 0', step({ lateGrace: 0 }), 'steps[0].lateGrace', 'too short', 'at least 1s'],
  ['a tier too high', step({ tier: 10 }), 'steps[0].tier', 'the number 10', 'from 0 to 9'],
  ['an approval that is no truth', step({ approval: 'yes' }), 'steps[0].approval', 'this is "yes"', 'true or false'],
  ['an empty option', step({ setStage: null }), 'steps[0].setStage', 'this is empty', 'a text'],
])('refuses %s', (_, document, path, message, expected) => {
  expect(problemsOf(document)).toEqual([
    { path, message: expect.stringContaining(message), expected: expect.stringContaining(expected) },
  ]);
});

test.each<[string, unknown, string, string]>([
  [
    'an e-mail without a subject',
    step({ template: undefined, channel: 'email', text: 'x' }),
    'steps[0].text',
    'no subject',
  ],
])('warns of %s', (_, document, path, message) => {
  expect(warningsOf(document)).toEqual([
    { path, message: expect.stringContaining(message), expected: expect.any(String) },
  ]);
});
