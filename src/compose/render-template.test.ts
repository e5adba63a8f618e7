import { expect, test } from 'vitest';
import { renderTemplate } from './render-template.ts';

test('asking whether there is a variable is no fault, using one that is not there is', () => {
  const facts = { contact: { name: null } };
  const asks = renderTemplate(
    { text: 'Hi{% if lead.product %}!{% endif %} {{ contact.nickname | default: "there" }}' },
    facts,
  );
  expect(asks).toMatchObject({ ok: true, rendered: { text: 'Hi there' } });
  expect(renderTemplate({ text: 'Hi {{ contact.nickname }}' }, facts)).toMatchObject({ ok: false });
});
