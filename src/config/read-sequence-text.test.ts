import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { arbitrarySequence } from '../../test/support/arbitrary-sequence.ts';
import type { Problem } from '../domain/problem.ts';
import { readSequence } from '../domain/read-sequence.ts';
import { readSequenceText } from './read-sequence-text.ts';

const nudge = `key: nudge
trigger: { on: lead.created }
steps:
  - { key: soon, after: 30m, template: soon }
exit: [message.received]
`;

const yaml = (text: string) => readSequenceText(text, { format: 'yaml' });
const json = (text: string) => readSequenceText(text, { format: 'json' });

function problemsOf(reading: ReturnType<typeof yaml>): readonly Problem[] {
  return 'problems' in reading ? reading.problems : [];
}

function keysOf(reading: ReturnType<typeof yaml>) {
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return { sequences: reading.sequences.map((it) => it.key), templates: reading.templates };
}

test('reads one sequence, several in a list, several documents, and sequences with templates', () => {
  const item = nudge.replaceAll('\n', '\n  ').trim();
  const welcome = nudge.replace('nudge', 'welcome');
  expect(keysOf(yaml(nudge)).sequences).toEqual(['nudge']);
  expect(keysOf(yaml(`- ${item}\n- ${item.replace('nudge', 'welcome')}`)).sequences).toEqual(['nudge', 'welcome']);
  expect(keysOf(yaml(`# first\n---\n${nudge}---\n${welcome}`)).sequences).toEqual(['nudge', 'welcome']);
  expect(keysOf(yaml(`sequences:\n- ${item}\ntemplates: { soon: Hello }`))).toEqual({
    sequences: ['nudge'],
    templates: [{ key: 'soon', channel: '*', locale: '*', text: 'Hello' }],
  });
});

test('reads templates beside a single sequence, in every form', () => {
  const text = `${nudge}templates:
  soon: Hello {{ contact.name }}
  welcome: { subject: Welcome, text: Hi, html: <p>Hi</p> }
  reminder:
    - { channel: sms, text: See you }
    - { channel: email, locale: pt-BR, subject: Até já, text: Até já }
`;
  expect(keysOf(yaml(text)).templates).toEqual([
    { key: 'soon', channel: '*', locale: '*', text: 'Hello {{ contact.name }}' },
    { key: 'welcome', channel: '*', locale: '*', subject: 'Welcome', text: 'Hi', html: '<p>Hi</p>' },
    { key: 'reminder', channel: 'sms', locale: '*', text: 'See you' },
    { key: 'reminder', channel: 'email', locale: 'pt-BR', subject: 'Até já', text: 'Até já' },
  ]);
});

test('every problem has the line and column where it stands, in the order of the text', () => {
  const text = `# a comment
key: Nudge
trigger:
  on: lead.create
steps:
  - key: soon
    after: 2 hours
    chanel: sms
    text: Hello
  - { key: later, template: x }
exit: []
`;
  expect(problemsOf(yaml(text)).map(({ path, line, column }) => `${line}:${column} ${path}`)).toEqual([
    '2:1 key',
    '4:3 trigger.on',
    '7:5 steps[0].after',
    '8:5 steps[0].chanel',
    '10:5 steps[1]',
    '11:1 exit',
  ]);
});

test('the position of what is missing is that of what it is missing from', () => {
  const text = nudge.replace('{ key: soon, after: 30m, template: soon }', '{ after: 30m, template: soon }');
  expect(problemsOf(yaml(text))).toMatchObject([{ path: 'steps[0].key', message: 'is missing', line: 4, column: 5 }]);
});

test('warnings have positions, too', () => {
  const reading = yaml(nudge.replace('message.received', 'contact.optedOut'));
  expect(reading).toMatchObject({ warnings: [{ path: 'exit', line: 5, column: 1 }] });
});

test('finds positions through aliases and in later documents', () => {
  const text = `${nudge.replace('exit: [', 'exit: &usual [')}---
key: other
trigger: lead.created
steps: [{ key: a, after: 1h, text: x, when: { fact: lead.a, is: 1 } }]
exit: [lead.converted, nonsense]
`;
  expect(problemsOf(yaml(text)).map(({ path, line }) => `${line} ${path}`)).toEqual([
    '9 steps[0].when.is',
    '10 exit[1]',
  ]);
});

test.each([
  ['nothing', '', 'the text is empty', undefined],
  ['comments only', '# nothing\n', 'the text is empty', undefined],
  ['a broken bracket', `${nudge}then: { after: 1h`, 'then', undefined],
  ['a key that stands twice', `${nudge}key: other\n`, 'the key "key" stands twice', 6],
  ['a plain text', 'hello', 'this is "hello"', 1],
  ['the same sequence twice', `${nudge}---\n${nudge}`, 'there is a sequence "nudge" above already', 7],
  ['an alias bomb', bomb(), 'the text cannot be read', undefined],
])('refuses YAML that is %s', (_, text, message, line) => {
  const [problem] = problemsOf(yaml(text));
  if (line !== undefined) expect(problem?.line).toBe(line);
  if (message !== 'then') expect(problem?.message).toContain(message);
  expect(problem?.expected).toEqual(expect.any(String));
});

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`);
  return `l0: &l0 x\n${levels.join('\n')}\n`;
}

test('a file of which one name is mistyped is still read as a file', () => {
  expect(problemsOf(yaml('sequnces: []'))).toMatchObject([{ path: 'sequnces', expected: 'did you mean sequences?' }]);
});

test.each([
  ['a key that cannot be one', 'templates: { "Two Words": x }', 'templates["Two Words"]', 'cannot be a key'],
  ['no text', 'templates: { soon: { subject: x } }', 'templates.soon.text', 'is missing'],
  [
    'an unknown channel',
    'templates: { soon: { channel: fax, text: x } }',
    'templates.soon.channel',
    'there is no "fax"',
  ],
  ['a bad locale', 'templates: { soon: { locale: English, text: x } }', 'templates.soon.locale', 'is not a language'],
  [
    'the same form twice',
    'templates: { soon: [{ text: x }, { text: y }] }',
    'templates.soon[1]',
    'has a form for this',
  ],
  ['the same template twice', 'templates: { soon: x }\n---\ntemplates: { soon: y }', 'templates.soon', 'above already'],
])('refuses templates with %s', (_, text, path, message) => {
  expect(problemsOf(yaml(text))).toMatchObject([{ path, message: expect.stringContaining(message) }]);
});

test('reads JSON strictly, with positions', () => {
  const document = {
    key: 'nudge',
    trigger: 'lead.created',
    steps: [{ key: 'a', after: 60, text: 'x' }],
    exit: ['message.received'],
  };
  expect(keysOf(json(JSON.stringify(document))).sequences).toEqual(['nudge']);
  expect(keysOf(json(`\uFEFF${JSON.stringify(document)}`)).sequences).toEqual(['nudge']);
  expect(problemsOf(json(JSON.stringify({ ...document, exit: [] }, null, 2)))).toMatchObject([
    { path: 'exit', line: 11, column: 3 },
  ]);
  expect(problemsOf(json('{\n  "key": nudge }'))).toMatchObject([
    { message: expect.stringContaining('this is not JSON'), line: 2, column: 10 },
  ]);
  expect(problemsOf(json('{ "key": "a",\n "key": "b" }'))).toMatchObject([
    { message: 'the key "key" stands twice', line: 2, column: 2 },
  ]);
  expect(problemsOf(json('key: nudge'))).toMatchObject([{ message: expect.stringContaining('this is not JSON') }]);
});

test('reads from a text what is read from its value', () => {
  fc.assert(
    fc.property(arbitrarySequence, (document) => {
      const reading = readSequence(document);
      const sequences = 'problems' in reading ? [] : [reading.sequence];
      expect(yaml(stringify(document))).toMatchObject({ sequences });
      expect(json(JSON.stringify(document))).toMatchObject({ sequences });
    }),
    { numRuns: 50 },
  );
});

test('never throws, whatever the text', () => {
  const cut = fc
    .tuple(fc.nat(nudge.length), fc.string({ maxLength: 5 }))
    .map(([at, text]) => nudge.slice(0, at) + text + nudge.slice(at + 2));
  fc.assert(
    fc.property(fc.oneof(fc.string(), cut), fc.constantFrom('yaml' as const, 'json' as const), (text, format) => {
      const reading = readSequenceText(text, { format });
      if ('problems' in reading) expect(reading.problems.length).toBeGreaterThan(0);
    }),
  );
  expect(problemsOf(yaml('['.repeat(50_000)))[0]?.message).toBe('the text is nested too deeply');
  expect(problemsOf(json('['.repeat(50_000)))).not.toEqual([]);
});
