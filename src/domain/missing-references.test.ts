import { describe, expect, it } from 'vitest';
import type { Channel } from './channel.ts';
import { channelsWithoutSender, missingTemplate, templateUses } from './missing-references.ts';
import { readSequence } from './read-sequence.ts';
import type { Sequence } from './sequence.ts';

function sequenceOf(steps: readonly object[]): Sequence {
  const reading = readSequence({ key: 'quote', trigger: 'lead.created', steps, exit: ['message.received'] });
  if (!('sequence' in reading)) throw new Error(JSON.stringify(reading.problems));
  return reading.sequence;
}

const remedy = (template: string) => `write ${template}`;
const known = new Map([
  ['nudge', new Set(['*'])],
  ['brief', new Set(['sms', 'whatsapp'])],
]);
const missing = (...steps: readonly object[]) =>
  templateUses(sequenceOf(steps)).flatMap((use) => missingTemplate(use, known, remedy) ?? []);

describe('templates that a sequence names', () => {
  it('may be there for its channel, for all channels, or, where the channel is chosen later, for any', () => {
    expect(
      missing(
        { key: 'a', after: '1h', channel: 'email', template: 'nudge' },
        { key: 'b', after: '2h', channel: 'sms', template: 'brief' },
        { key: 'c', after: '3h', template: 'brief' },
        { key: 'd', after: '4h', channel: 'email', subject: 'Hi', text: 'Hello' },
      ),
    ).toEqual([]);
  });

  it('are said to be missing at their place, in steps and in variants', () => {
    const found = missing(
      { key: 'a', after: '1h', channel: 'email', template: 'nuge' },
      { key: 'b', after: '2h', channel: 'email', template: 'brief' },
      {
        key: 'c',
        after: '3h',
        channel: 'email',
        variants: [
          { key: 'x', template: 'nudge' },
          { key: 'y', template: 'farewell' },
        ],
      },
    );
    expect(found).toEqual([
      {
        path: 'steps[0].template',
        message: 'there is no template "nuge" yet, and without it these messages fail',
        expected: 'did you mean nudge?',
      },
      {
        path: 'steps[1].template',
        message: 'the template "brief" has no text for email, only for sms, whatsapp',
        expected: 'one for email, or for all channels',
      },
      expect.objectContaining({ path: 'steps[2].variants[1].template', expected: 'write farewell' }),
    ]);
  });
});

describe('channels of a sequence', () => {
  const steps = [
    { key: 'a', after: '1h', channel: 'sms', text: 'Hi' },
    { key: 'b', after: '2h', channel: 'sms', text: 'Hi' },
    { key: 'c', after: '3h', channel: 'email', subject: 'Hi', text: 'Hello' },
    { key: 'd', after: '4h', text: 'Hi' },
    { key: 'e', waitFor: { on: 'lead.scored', timeout: '1h' } },
  ];
  const pathsWithout = (...routed: Channel[]) =>
    channelsWithoutSender(sequenceOf(steps), new Set(routed)).map(({ path }) => path);

  it('that no sender serves are said once, at their first step', () => {
    expect(pathsWithout()).toEqual(['steps[0].channel', 'steps[2].channel', 'steps[3].channel']);
    expect(pathsWithout('email')).toEqual(['steps[0].channel']);
    expect(pathsWithout('email', 'sms')).toEqual([]);
  });
});
