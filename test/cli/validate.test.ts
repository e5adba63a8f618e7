import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relance, temporaryPlace } from './support/relance.ts';

const good = `key: nudge
trigger: { on: lead.created }
steps:
  - { key: soon, after: 30m, template: soon }
exit: [message.received]
templates:
  soon: Hello {{ contact.name }}
`;

let folder: string;

beforeAll(async () => {
  folder = await temporaryPlace();
  await mkdir(join(folder, 'good'));
  await writeFile(join(folder, 'good/nudge.yaml'), good);
  await writeFile(join(folder, 'good/notes.txt'), 'not ours');
  await writeFile(join(folder, 'bad.yaml'), good.replace('30m', 'soon').replace('lead.created', 'lead.create'));
  await writeFile(join(folder, 'liquid.yaml'), good.replace('{{ contact.name }}', '{% if contact.name %}'));
  await writeFile(join(folder, 'twice.yaml'), good);
  await writeFile(join(folder, 'broken.json'), '{ "key": nudge }');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const validate = (...args: string[]) => relance(['validate', ...args], { folder });

describe('relance validate', () => {
  it('accepts a good file and a folder of them, and says what they hold', async () => {
    const { code, stdout, stderr } = await validate('good');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'good/nudge.yaml: ok, nudge (1 step), 1 template\n' });
    expect(stderr).toContain('1 file, 0 problems');
  });

  it('gives every problem with file, line, column, path, and what would be right', async () => {
    const { code, stdout } = await validate('bad.yaml');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^bad\.yaml:2:12 trigger\.on: .* \(did you mean lead\.created\?\)$/m);
    expect(stdout).toMatch(/^bad\.yaml:4:18 steps\[0\]\.after: "soon" .* \(expected a duration such as 30m/m);
  });

  it('finds faults in the Liquid of templates', async () => {
    const { code, stdout } = await validate('liquid.yaml');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^liquid\.yaml:7:3 templates\.soon: .*if.*\(expected Liquid/m);
  });

  it('refuses the same sequence in two files, unreadable files and unknown formats', async () => {
    const { code, stdout } = await validate('good', 'twice.yaml', 'broken.json', 'absent.yaml', 'good/notes.txt');
    expect(code).toBe(1);
    expect(stdout).toContain('twice.yaml key: the sequence "nudge" stands in good/nudge.yaml already');
    expect(stdout).toMatch(/^broken\.json:1:10: this is not JSON/m);
    expect(stdout).toContain('absent.yaml: there is no such file');
    expect(stdout).toContain('good/notes.txt: the name does not tell the format');
  });

  it('answers with JSON when asked', async () => {
    const { code, stdout } = await validate('bad.yaml', '--json');
    expect(code).toBe(1);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ valid: false, files: [{ file: 'bad.yaml', sequences: [] }] });
    expect(answer.files[0].problems[0]).toMatchObject({ path: 'trigger.on', line: 2, column: 12 });
  });
});
