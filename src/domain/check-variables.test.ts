import { describe, expect, test } from 'vitest';
import { liquid, renderTemplate } from '../compose/render-template.ts';
import { checkVariables, type TemplateForm } from './check-variables.ts';
import { readSequence } from './read-sequence.ts';

interface Around {
  readonly trigger?: string;
  readonly forms?: readonly TemplateForm[];
  readonly contactFields?: readonly string[];
}

function check(step: object, { trigger = 'lead.created', forms = [], contactFields = [] }: Around = {}) {
  const steps = [{ key: 'hello', after: '30m', channel: 'email', ...step }];
  const reading = readSequence({ key: 'k', trigger, steps, exit: ['custom.done'] });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  const around = { variablesOf: liquid.variablesOf, formsOf: () => forms, contactFields };
  const { problems, warnings } = checkVariables(reading.sequence, around);
  const told = ({ path, message, expected }: { path: string; message: string; expected?: string }) =>
    `${path}: ${message}: ${expected}`;
  return { problems: problems.map(told), warnings: warnings.map(told) };
}
const fine = { problems: [], warnings: [] };

describe('what every text of a sequence may use', () => {
  test.each([
    'Hello',
    '{{ contact.name }} {{ contact.lastInboundAt }} {{ contact.attributes.plan }} {{ name }}',
    '{{ organization.name }} {{ event.type }} {{ event.anything.below }} {{ unsubscribeUrl }}',
    '{{ lead.state }} {{ lead.product }}',
    "{% assign zone = contact.timezone | default: organization.timezone %}{{ event.occurredAt | date: '%H', zone }}",
    '{% for item in lead.items %}{% if seen %}, {% endif %}{{ item.name }}{% assign seen = true %}{{ forloop.index }}{% endfor %}',
    '{% capture greeting %}Hi{% endcapture %}{{ greeting }}{% increment n %}',
    "{{ contact[lead.field] }} {{ contact['first name'] }}",
  ])('%j', (text) => {
    expect(check({ subject: 'x', text })).toEqual(fine);
  });

  test('fields of their own that contacts, records and events have', () => {
    expect(check({ text: '{{ contact.plan }} {{ contact.firstName }} {{ lead.score }} {{ event.campaign }}' })).toEqual(
      fine,
    );
  });
});

describe('what can only be wrong', () => {
  test('is refused in a text of the sequence, with the part, the position and the nearest name', () => {
    expect(
      check({ subject: 'Hi {{ contat.name }}', text: 'Hello\n  {{ organisation.name }}', html: '{{ foo }}' }),
    ).toEqual({
      problems: [
        'steps[0].subject: there is no variable contat (line 1, column 7 of the text): did you mean contact?',
        'steps[0].text: there is no variable organisation (line 2, column 6 of the text): did you mean organization?',
        'steps[0].html: there is no variable foo (line 1, column 4 of the text): ' +
          'one of contact, organization, event, name, unsubscribeUrl, lead',
      ],
      warnings: [],
    });
  });

  test('is refused in a variant and behind a known name, once however often it stands there', () => {
    const variants = [{ key: 'a', text: '{{ organization.nmae }} {{ organization.nmae }}' }];
    expect(check({ variants })).toEqual({
      problems: [
        'steps[0].variants[0].text: there is no variable organization.nmae (line 1, column 4 of the text): did you mean name?',
      ],
      warnings: [],
    });
  });

  test('is warned of in a stored template, which may be mended without the sequence', () => {
    const forms = [{ subject: null, text: 'Hello {{ contat.name }}' }];
    expect(check({ template: 'hello' }, { forms })).toEqual({
      problems: [],
      warnings: [
        'steps[0].template: there is no variable contat (line 1, column 10 of the text): did you mean contact?',
      ],
    });
  });
});

describe('what is refused fails when it is rendered, and nothing else does', () => {
  const facts = {
    contact: { name: 'Ana', address: 'ana@example.com', attributes: { plan: 'pro' }, locale: null },
    organization: { key: 'acme', name: 'Acme', timezone: 'Europe/Paris' },
    event: { type: 'lead.created', occurredAt: '2026-05-04T09:00:00Z' },
    lead: { state: 'open', items: [] },
    name: 'Ana',
    unsubscribeUrl: 'https://example.com/u',
  };
  const rendered = (text: string) =>
    ['text', 'html'].map((part) => renderTemplate({ text: '', [part]: text }, facts).ok);

  test.each([
    '{{ nickname }}',
    '{{ nickname | upcase }}',
    "{{ nickname | upcase | default: 'you' }}",
    '{{ contact.name | default: nickname }}',
    "{{ contact.nick | default: 'you' | append: utm }}",
    '{{ contact.name | append: nickname }}',
    '{{ contact[nickname] }}',
    '{{ organization.nmae }}',
    '{% echo nickname %}',
    '{% liquid\n echo nickname\n %}',
    '{% capture greeting %}Hello {{ nickname }}{% endcapture %}',
    '{% for item in itms %}{{ item }}{% endfor %}',
    '{% for item in (1..nickname) %}{{ item }}{% endfor %}',
    '{% if nickname %}x{% endif %}{{ nickname }}',
    "{{ nickname | default: 'you' }} {{ nickname }}",
    'Take a break{{ nickname }}',
  ])('%j', (text) => {
    expect(rendered(text)).toEqual([false, false]);
    const { problems, warnings } = check({ text });
    expect([problems.length, warnings.length]).toEqual([1, 0]);
  });

  test.each([
    '{{ nickname | default: contact.name }}',
    "{{ organization.nmae | default: 'us' | upcase }}",
    "{% echo nickname | default: 'you' %}",
    '{% if utm %}from {{ utm }}{% endif %}',
    '{% if contact.name == nickname or utm contains "x" %}x{% endif %}',
    '{% if contact.name %}x{% elsif nickname %}y{% else %}{{ utm }}{% endif %}',
    '{% unless utm %}x{% else %}{{ utm }}{% endunless %}',
    "{% case nickname %}{% when utm %}x{% when 'b' %}{{ utm }}{% endcase %}",
    '{% assign short = nickname %}{{ short }}',
    '{% for item in lead.items %}{{ nickname }}{% endfor %}',
    '{% for item in lead.items limit: nickname %}x{% endfor %}',
    '{% if contact.name %}{% break %}{% endif %}{{ nickname }}',
    "{% cycle 'a', nickname %}",
    '{{ organization.size }}',
    '{{ size }}',
  ])('%j is warned of at most', (text) => {
    expect(rendered(text)).toEqual([true, true]);
    const { problems, warnings } = check({ text });
    expect(problems).toEqual([]);
    expect(warnings.join()).toMatch(/there is no variable (nickname|utm|organization\.(nmae|size)|size) /);
  });
});

describe('what is probably wrong', () => {
  const said = (path: string, column: number, meant: string) =>
    `steps[0].text: the variable ${path} is none of Relance's, and nothing is known of one of yours ` +
    `(line 1, column ${column} of the text): did you mean ${meant}?`;

  test.each([
    ['contact.nmae', 'contact.name'],
    ['contact.last_inbound_at', 'contact.lastInboundAt'],
    ['contact.email', 'contact.address'],
    ['event.typ', 'event.type'],
  ])('%s is asked about: %s?', (written, meant) => {
    expect(check({ text: `{{ ${written} }}` })).toEqual({ problems: [], warnings: [said(written, 4, meant)] });
  });

  test('a field that contacts have is no typing error, one letter beside it is', () => {
    const contactFields = ['first_name', 'nmae'];
    expect(check({ text: '{{ contact.nmae }} {{ contact.frist_name }}' }, { contactFields })).toEqual({
      problems: [],
      warnings: [said('contact.frist_name', 23, 'contact.first_name')],
    });
  });

  test('a record that the sequence is not about', () => {
    const { problems, warnings } = check(
      { text: '{% if lead %}{{ lead.product }}{% endif %}' },
      { trigger: 'call.ended' },
    );
    expect(problems).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(
      'there is no variable lead: the sequence is not about one, but about a record of the type call',
    );
    expect(check({ text: '{{ actionItem.title }}' }, { trigger: 'actionItem.created' })).toEqual(fine);
  });
});
