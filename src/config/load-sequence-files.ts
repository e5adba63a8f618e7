/**
 * Sequences, templates, the organization's policy and its alert rules from files and folders of files. A folder gives its `.yaml`, `.yml` and `.json` files, those of
 * its subfolders included, in the order of their names; but not `events.json`, the sample events of a blueprint.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { checkPolicy } from '../domain/check-policy.ts';
import { checkSequence, type Surroundings } from '../domain/check-sequence.ts';
import { underPolicy } from '../domain/merge-policy.ts';
import { missingTemplate, templateUses } from '../domain/missing-references.ts';
import { mergeLayers, policyFrom } from '../domain/policy-layer.ts';
import type { Problem } from '../domain/problem.ts';
import type { TemplateInput } from '../domain/read-template.ts';
import type { Sequence } from '../domain/sequence.ts';
import {
  readSequenceText,
  type SequenceTextReading,
  type WrittenAlerts,
  type WrittenPolicy,
  type WrittenText,
} from './read-sequence-text.ts';

/** What one file holds; with problems, nothing of it counts. */
export interface SequenceFile {
  readonly file: string;
  readonly sequences: readonly Sequence[];
  readonly templates: readonly TemplateInput[];
  /** The organization's; one file at most has it. */
  readonly policy?: WrittenPolicy;
  /** Whom the organization tells; one file at most has it. */
  readonly alerts?: WrittenAlerts;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

interface ReadFile extends SequenceFile {
  /** Its sequences, with the way back to their place in it. */
  readonly places: Extract<SequenceTextReading, { places: unknown }>['places'];
}

/** The language that texts are written in. */
interface TextLanguage extends Pick<Surroundings, 'variablesOf'> {
  /** What is wrong with a text, if anything. */
  readonly faultOf: (text: WrittenText) => string | undefined;
}

const formats: Readonly<Record<string, 'yaml' | 'json'>> = { '.yaml': 'yaml', '.yml': 'yaml', '.json': 'json' };
const extensions = Object.keys(formats).join(', ');
const samples = 'events.json';

/** Reads everything that is named, each file once. What can't be read is a problem of its file. Never throws. */
export async function loadSequenceFiles(
  paths: readonly string[],
  language: TextLanguage,
): Promise<readonly SequenceFile[]> {
  const lists = await Promise.all(paths.map(filesAt));
  const found = new Map(lists.flat().map((entry) => [entry.file, entry]));
  const files = await Promise.all([...found.values()].map(({ file, problem }) => readOne(file, problem, language)));
  return refuseKeysTwice(checkTogether(refuseTwice('alerts', refuseTwice('policy', files)), language));
}

async function filesAt(path: string): Promise<readonly { readonly file: string; readonly problem?: Problem }[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [{ file: path }];
    const all = await readdir(path, { recursive: true });
    const names = all.filter((name) => extname(name) in formats && basename(name) !== samples).sort();
    if (names.length > 0) return names.map((name) => ({ file: join(path, name) }));
    return [{ file: path, problem: { path: '', message: 'the folder has no such file', expected: extensions } }];
  } catch (error) {
    return [{ file: path, problem: unreadable(error) }];
  }
}

async function readOne(file: string, problem: Problem | undefined, { faultOf }: TextLanguage): Promise<ReadFile> {
  const empty = { file, sequences: [], templates: [], problems: [], warnings: [], places: [] };
  if (problem) return { ...empty, problems: [problem] };
  const format = formats[extname(file)];
  if (format === undefined) {
    const message = 'the name does not tell the format';
    return { ...empty, problems: [{ path: '', message, expected: `a name that ends in ${extensions}` }] };
  }
  try {
    return { ...empty, ...readSequenceText(await readFile(file, 'utf8'), { format, faultOf }) };
  } catch (error) {
    return { ...empty, problems: [unreadable(error)] };
  }
}

/**
 * What is seen only where all is together. A template may stand in another file than the sequence that names it, or be stored
 * apart: its absence is a warning.
 */
function checkTogether(files: readonly ReadFile[], { variablesOf }: TextLanguage): readonly SequenceFile[] {
  const templates = files.flatMap((file) => file.templates);
  const known = new Map<string, Set<string>>();
  for (const { key, channel } of templates) known.set(key, (known.get(key) ?? new Set()).add(channel));
  const remedy = (template: string) => `one in these files, or stored with PUT /v1/templates/${template}`;
  const layer = files.find(({ policy }) => policy)?.policy?.layer ?? {};
  const others = files.flatMap(({ sequences }) => sequences);
  const formsOf: Surroundings['formsOf'] = (key, channel) =>
    templates.filter(
      (form) => form.key === key && (channel === 'same' || form.channel === channel || form.channel === '*'),
    );
  const around = { others, formsOf, variablesOf, hasLinks: true, contactFields: [] };
  return files.map(({ places, ...file }) => {
    const problems = [...file.problems];
    const warnings = [...file.warnings];
    if (file.policy) {
      const found = checkPolicy(file.policy.layer);
      problems.push(...found.problems.map(file.policy.placed));
      warnings.push(...found.warnings.map(file.policy.placed));
    }
    for (const { sequence, placed } of places) {
      const policy = policyFrom(mergeLayers(layer, sequence.policy ?? {}));
      const found = checkSequence(underPolicy(sequence, policy), { policy, ...around });
      const missing = templateUses(sequence).flatMap((use) => missingTemplate(use, known, remedy) ?? []);
      problems.push(...found.problems.map(placed));
      warnings.push(...[...missing, ...found.warnings].map(placed));
    }
    return { ...file, problems, warnings };
  });
}

/** Which of two would count is nothing to guess. */
function refuseTwice(name: 'policy' | 'alerts', files: readonly ReadFile[]): readonly ReadFile[] {
  const first = files.find((file) => file[name]);
  return files.map((file) => {
    const second = file === first ? undefined : file[name];
    if (!second) return file;
    const is = name === 'policy' ? 'the policy stands' : 'alerts stand';
    const problem = second.placed({ path: '', message: `${is} in ${first?.file} already`, expected: 'one of them' });
    return { ...file, problems: [...file.problems, problem] };
  });
}

/** The same key in two files would make one the next version of the other, in the order of their names. */
function refuseKeysTwice(files: readonly SequenceFile[]): readonly SequenceFile[] {
  const firstOf = new Map<string, string>();
  return files.map((file) => {
    const twice = file.sequences.filter(({ key }) => (firstOf.get(key) ?? file.file) !== file.file);
    for (const { key } of file.sequences) if (!firstOf.has(key)) firstOf.set(key, file.file);
    const problems = twice.map(({ key }) => {
      return {
        path: 'key',
        message: `the sequence "${key}" stands in ${firstOf.get(key)} already`,
        expected: 'each key once',
      };
    });
    return problems.length > 0 ? { ...file, problems: [...file.problems, ...problems] } : file;
  });
}

function unreadable(error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = { ENOENT: 'there is no such file', EACCES: 'it may not be read' };
  return { path: '', message: reasons[code] ?? `it can't be read: ${String(error)}`, expected: 'a file or a folder' };
}
