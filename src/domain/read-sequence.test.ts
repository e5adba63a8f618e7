import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitrarySequence } from '../../test/support/arbitrary-sequence.ts';
import {
  appointment,
  conversation,
  lead,
  problemsOf,
  sequenceOf,
  step,
  steps,
  wait,
  warningsOf,
} from '../../test/support/sequence-samples.ts';
import { readSequence } from './read-sequence.ts';

const ending = (then: object) => ({ ...lead, then });

test('fills in every default', () => {
  expect(sequenceOf(lead)).toEqual({
    key: 'quote',
    name: 'quote',
    subject: 'lead',
    trigger: { on: ['lead.created'] },
    anchor: 'event.occurredAt',
    anchorMoves: false,
    steps: [
      {
        key: 'soon',
        kind: 'message',
        offset: { from: 'anchor', ms: 1_800_000 },
        channel: 'same',
        category: 'nurture',
        content: { template: 'soon' },
        variants: [],
        lateGraceMs: null,
        missedWindow: null,
        approval: false,
      },
    ],
    reenter: 'ignore',
    exits: [{ on: ['message.received'], reason: 'message.received' }],
    dispatch: 'send',
  });
});

test('reads every option', () => {
  const when = { fact: 'lead.score', atLeast: 0.7 } as const;
  const sequence = sequenceOf({
    ...lead,
    name: 'Quote follow-up',
    trigger: { on: ['lead.created', 'lead.scored'], when },
    anchor: 'lead.createdAt',
    reenter: 'parallel',
    dispatch: 'external',
    steps: [
      {
        key: 'soon',
        after: 'PT30M',
        channel: 'email',
        category: 'marketing',
        subject: 'Your quote',
        text: 'Hello',
        html: '<p>Hello</p>',
        lateGrace: '10m',
        missedWindow: 'send',
        setStage: 'nudged',
        when,
        skipIf: { not: when },
        variants: [{ key: 'plain' }, { key: 'question', weight: 2, template: 'question' }],
        repeat: { every: '7d', times: 4 },
        approval: true,
        tier: 0,
      },
      { key: 'answer', waitFor: { on: 'message.received', when, timeout: '2d' }, setStage: 'silent' },
      { key: 'last', afterPrevious: 3600, template: 'last', every: '1w' },
    ],
    exit: ['contact.optedOut', { on: ['lead.converted', 'custom.paid'], when, reason: 'won' }],
    then: { after: '48h', setStage: 'lost', reason: 'silent' },
  });
  expect(sequence).toMatchObject({
    name: 'Quote follow-up',
    trigger: { on: ['lead.created', 'lead.scored'], when },
    anchor: 'lead.createdAt',
    steps: [
      {
        offset: { from: 'anchor', ms: 1_800_000 },
        content: { subject: 'Your quote', text: 'Hello', html: '<p>Hello</p>' },
        lateGraceMs: 600_000,
        missedWindow: 'send',
        setStage: 'nudged',
        when,
        skipIf: { not: when },
        variants: [
          { key: 'plain', weight: 1 },
          { key: 'question', weight: 2, content: { template: 'question' } },
        ],
        repeat: { everyMs: 604_800_000, times: 4 },
        approval: true,
        tier: 0,
      },
      {
        kind: 'wait',
        offset: { from: 'previous', ms: 172_800_000 },
        until: { on: ['message.received'], when },
        setStage: 'silent',
      },
      { offset: { from: 'previous', ms: 3_600_000 }, repeat: { everyMs: 604_800_000, times: null } },
    ],
    exits: [
      { on: ['contact.optedOut'], reason: 'contact.optedOut' },
      { on: ['lead.converted', 'custom.paid'], when, reason: 'won' },
    ],
    ending: { afterMs: 172_800_000, setStage: 'lost', reason: 'silent' },
  });
});

test.each([
  ['conversational for conversations', conversation, 'conversational'],
  ['nurture after a booking', appointment, 'nurture'],
  ['reminder before an appointment', { ...appointment, steps: [{ key: 'a', before: '24h', text: 'x' }] }, 'reminder'],
])('the category is %s', (_, document, category) => {
  expect(sequenceOf(document).steps[0]?.category).toBe(category);
});

test('the anchor moves exactly if it can and the enrollment restarts', () => {
  expect(sequenceOf(conversation).anchorMoves).toBe(true);
  expect(sequenceOf({ ...conversation, reenter: 'parallel' }).anchorMoves).toBe(false);
  expect(sequenceOf({ ...conversation, anchor: 'conversation.createdAt' }).anchorMoves).toBe(false);
});

test('an exit for several events without a reason is one exit for each', () => {
  const { exits } = sequenceOf({ ...lead, exit: [{ on: ['message.received', 'lead.converted'] }] });
  expect(exits).toEqual([
    { on: ['message.received'], reason: 'message.received' },
    { on: ['lead.converted'], reason: 'lead.converted' },
  ]);
});

test('a sequence about the contact takes events about anything', () => {
  const trigger = { on: ['message.received', 'call.ended'] };
  expect(sequenceOf({ ...lead, trigger, exit: ['contact.optedOut'], subject: 'contact' }).subject).toBe('contact');
});

test('a first step that waits counts from the anchor', () => {
  expect(sequenceOf(steps(wait, { afterPrevious: '0m' })).steps[0]?.offset).toEqual({
    from: 'anchor',
    ms: 172_800_000,
  });
});

test.each<[string, unknown, string, string, string]>([
  ['no object', 'nudge', '', 'this is "nudge"', 'a sequence'],
  ['a list', [lead], '', 'this is a list', 'a sequence'],
  ['an unknown option', { ...lead, exits: [] }, 'exits', 'there is no option "exits" here', 'did you mean exit?'],
  ['a missing key', { ...lead, key: undefined }, 'key', 'is missing', 'lower-case letters'],
  ['a key in capitals', { ...lead, key: 'Quote Nudge' }, 'key', 'cannot be a key', 'for example quote-nudge'],
  ['a key that is too long', { ...lead, key: 'a'.repeat(65) }, 'key', 'cannot be a key', 'at most 64'],
  ['a key that is a number', { ...lead, key: 7 }, 'key', 'this is the number 7', 'written "7"'],
  ['a missing trigger', { ...lead, trigger: undefined }, 'trigger', 'is missing', '{ on: lead.created }'],
  [
    'an unknown event',
    { ...lead, trigger: { on: 'lead.create' } },
    'trigger.on',
    'no event "lead.create"',
    'did you mean lead.created?',
  ],
  [
    'an event of the caller',
    { ...lead, trigger: 'invoice.paid' },
    'trigger',
    'no event "invoice.paid"',
    'written custom.invoice.paid',
  ],
  [
    'a trigger about two kinds',
    { ...lead, trigger: { on: ['lead.created', 'call.ended'] } },
    'trigger.on',
    'different kinds',
    'subject: contact',
  ],
  ['another subject', { ...lead, subject: 'lead' }, 'subject', 'no "lead"', 'one of contact'],
  [
    'an unknown anchor',
    { ...lead, anchor: 'appointmnt.startsAt' },
    'anchor',
    'no fact begins with',
    'did you mean appointment?',
  ],
  ['an anchor that is no path', { ...lead, anchor: 'lead' }, 'anchor', 'not a path', 'lead.score'],
  ['missing steps', { ...lead, steps: undefined }, 'steps', 'is missing', 'a list of at least one step'],
  ['no steps', { ...lead, steps: [] }, 'steps', 'the list is empty', 'a list of at least one step'],
  [
    '201 steps',
    { ...lead, steps: Array.from({ length: 201 }, (_, i) => ({ key: `s${i}`, after: 0, text: 'x' })) },
    'steps',
    '201',
    'at most 200',
  ],
  ['no exits', { ...lead, exit: undefined }, 'exit', 'nothing could stop the sequence', 'lead.converted'],
  [
    'an empty list of exits',
    { ...lead, exit: [] },
    'exit',
    'nothing could stop the sequence',
    '[message.received, lead.converted, contact.optedOut]',
  ],
  ['repetitions without exits', { ...step({ every: '1d' }), exit: [] }, 'exit', 'go on for ever', 'lead.converted'],
  [
    'an exit that is no list',
    { ...lead, exit: 'message.received' },
    'exit',
    'this is "message.received"',
    'a list such as',
  ],
  ['an unknown exit', { ...lead, exit: ['message.recieved'] }, 'exit[0]', 'no event', 'did you mean message.received?'],
  [
    'a reason with blanks',
    { ...lead, exit: [{ on: 'message.received', reason: 'was sold' }] },
    'exit[0].reason',
    'cannot be a reason',
    'a word',
  ],
  ['a bad ending', ending({ wait: '1h' }), 'then.wait', 'no option', 'after'],
  ['a bad end time', ending({ after: 'later' }), 'then.after', 'not a duration', '30m'],
])('refuses %s', (_, document, path, message, expected) => {
  expect(problemsOf(document)).toEqual([
    { path, message: expect.stringContaining(message), expected: expect.stringContaining(expected) },
  ]);
});

test('answers all problems at once', () => {
  const problems = problemsOf({
    trigger: { on: 'lead.create' },
    steps: [
      { key: 'a', after: '-1h', chanel: 'sms' },
      { key: 'a', text: 'x' },
    ],
    extra: 1,
  });
  expect(problems.map(({ path }) => path).sort()).toEqual([
    'exit',
    'extra',
    'key',
    'steps[0]',
    'steps[0].after',
    'steps[0].chanel',
    'steps[1]',
    'steps[1].key',
    'trigger.on',
  ]);
});

test('a caller who sends by himself needs no content', () => {
  expect(sequenceOf({ ...step({ template: undefined }), dispatch: 'external' }).steps[0]?.content).toBeUndefined();
});

test.each<[string, unknown, string, string]>([
  ['a moving anchor that stands still', { ...conversation, reenter: 'ignore' }, 'anchor', 'stays where it began'],
  ['an anchor of another record', { ...lead, anchor: 'appointment.startsAt' }, 'anchor', 'has no appointment'],
  ['a sequence that goes on after a reply', { ...lead, exit: ['contact.optedOut'] }, 'exit', 'when the person answers'],
  ['a trigger that is an exit', { ...lead, trigger: 'message.received' }, 'exit[0]', 'begins the sequence and ends it'],
])('warns of %s', (_, document, path, message) => {
  expect(warningsOf(document)).toEqual([
    { path, message: expect.stringContaining(message), expected: expect.any(String) },
  ]);
});

test('reads every good sequence', () => {
  fc.assert(
    fc.property(arbitrarySequence, (document) => {
      expect(problemsOf(document)).toEqual([]);
      expect(sequenceOf(document).steps).toHaveLength(document.steps.length);
    }),
  );
});

test('never throws, and says what is wrong with whatever it refuses', () => {
  const broken = fc
    .tuple(
      arbitrarySequence,
      fc.constantFrom('key', 'trigger', 'anchor', 'steps', 'exit', 'then', 'subject'),
      fc.anything(),
    )
    .map(([document, key, value]) => ({ ...document, [key]: value }));
  const brokenStep = fc
    .tuple(
      arbitrarySequence,
      fc.constantFrom('key', 'after', 'waitFor', 'when', 'variants', 'repeat', 'text'),
      fc.anything(),
    )
    .map(([document, key, value]) => ({ ...document, steps: document.steps.map((it) => ({ ...it, [key]: value })) }));
  fc.assert(
    fc.property(fc.oneof(fc.anything(), broken, brokenStep), (document) => {
      const reading = readSequence(document);
      if ('problems' in reading) expect(reading.problems.length).toBeGreaterThan(0);
      else expect(reading.sequence.exits.length).toBeGreaterThan(0);
    }),
  );
});

test('an answer that restarts the sequence is heard: there is nothing to warn of', () => {
  const silence = {
    ...lead,
    trigger: { on: 'message.received' },
    subject: 'contact',
    anchor: 'contact.lastInboundAt',
    exit: ['contact.optedOut'],
  };
  expect(warningsOf({ ...silence, reenter: 'restart' })).toEqual([]);
  expect(warningsOf({ ...silence, anchor: 'event.occurredAt' })).toMatchObject([
    { message: 'the sequence goes on when the person answers' },
  ]);
});
