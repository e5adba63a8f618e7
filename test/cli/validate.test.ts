import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relance, temporaryPlace } from './support/relance.ts';

const good = `key: nudge
trigger: { on: lead.created }
steps:
  - { key: soon, after: 30m, template: soon }
exit: [message.received]
then: { after: 1d }
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
  await writeFile(
    join(folder, 'misspelt.yaml'),
    good.replace('template: soon }', 'text: "Hi {{ contct.name }}, {{ contact.nmae }}" }'),
  );
  await writeFile(join(folder, 'twice.yaml'), good);
  await writeFile(join(folder, 'forgetful.yaml'), good.replace('template: soon', 'template: sooon'));
  await mkdir(join(folder, 'apart'));
  const [sequence = '', templates = ''] = good.split(/^(?=templates:)/m);
  await writeFile(join(folder, 'apart/sequence.yaml'), sequence.replace('template:', 'channel: sms, template:'));
  await writeFile(join(folder, 'apart/texts.yaml'), templates);
  await mkdir(join(folder, 'ruled'));
  await writeFile(join(folder, 'ruled/nudge.yaml'), good.replace('30m, template', '30m, channel: sms, template'));
  await writeFile(
    join(folder, 'ruled/policy.yaml'),
    'policy:\n  businessHours: { zone: contact, monday: "09:00-12:00" }\n  caps: { perDay: 1 }\n',
  );
  await writeFile(join(folder, 'rules.yaml'), 'policy:\n  quietHours: off\n  caps:\n    perDay: 99\n');
  await writeFile(join(folder, 'closed.yaml'), 'policy: { businessHours: { zone: contact, monday: "22:00-23:00" } }\n');
  await writeFile(
    join(folder, 'alerts.yaml'),
    'alerts:\n  targets:\n    - { key: desk, channel: slack, to: "#team" }\n',
  );
  await writeFile(join(folder, 'loud.yaml'), 'alerts:\n  targets:\n    - { key: desk, channel: fax, to: x }\n');
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

  it('finds misspelt variables, and says which is certain', async () => {
    const { code, stdout } = await validate('misspelt.yaml');
    expect(code).toBe(1);
    const [wrong, doubtful] = stdout.split('\n');
    expect(wrong).toMatch(
      /^misspelt\.yaml:4:\d+ steps\[0\]\.text: there is no variable contct .*did you mean contact\?/,
    );
    expect(doubtful).toMatch(/^misspelt\.yaml:4:\d+ steps\[0\]\.text: warning: .*did you mean contact\.name\?/);
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
    expect(stdout).toMatch(/^liquid\.yaml:8:3 templates\.soon: .*if.*\(expected Liquid/m);
  });

  it('warns of a template that no file has, with its place and the one that was probably meant, and accepts the file', async () => {
    const { code, stdout } = await validate('forgetful.yaml');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^forgetful\.yaml:4:\d+ steps\[0\]\.template: warning: there is no template "sooon" yet.* \(did you mean soon\?\)$/m,
    );
    const json = JSON.parse((await validate('forgetful.yaml', '--json')).stdout);
    expect(json).toMatchObject({ valid: true, files: [{ warnings: [{ path: 'steps[0].template', line: 4 }] }] });
  });

  it('finds a template in another file, and says where one can come from that is in none', async () => {
    expect(await validate('apart')).toMatchObject({ code: 0, stdout: expect.not.stringContaining('warning') });
    const { code, stdout } = await validate('apart/sequence.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain('(expected one in these files, or stored with PUT /v1/templates/soon)');
  });

  it('reads the policy of the organization, and checks the sequences of the other files under it', async () => {
    expect(await validate('ruled')).toMatchObject({
      code: 0,
      stdout: 'ruled/nudge.yaml: ok, nudge (1 step), 1 template\nruled/policy.yaml: ok, the policy\n',
    });
    const { code, stdout } = await validate('rules.yaml');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^rules\.yaml:4:5 policy\.caps\.perDay: this is the number 99 \(expected a whole number/m);
    const closed = await validate('closed.yaml', 'good');
    expect(closed.code).toBe(1);
    expect(closed.stdout).toMatch(/^closed\.yaml:1:11 policy\.businessHours: .*could never be sent/m);
    expect(closed.stdout).toMatch(/^good\/nudge\.yaml:4:5 steps\[0\]\.category: nurture .*could never be sent/m);
  });

  it('refuses two policies', async () => {
    const { code, stdout } = await validate('ruled', 'closed.yaml');
    expect(code).toBe(1);
    expect(stdout).toContain('closed.yaml:1:1 policy: the policy stands in ruled/policy.yaml already');
  });

  it('reads whom the organization tells, in one file of all', async () => {
    const { code, stdout } = await validate('alerts.yaml');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'alerts.yaml: ok, the alerts\n' });
    const { stdout: wrong } = await validate('loud.yaml');
    expect(wrong).toContain('loud.yaml:3:20 alerts.targets[0].channel: there is no "fax" here');
    await writeFile(join(folder, 'second.yaml'), 'alerts: { deadLetters: 5 }\n');
    const { stdout: twice } = await validate('alerts.yaml', 'second.yaml');
    expect(twice).toContain('second.yaml:1:1 alerts: alerts stand in alerts.yaml already');
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
