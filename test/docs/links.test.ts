// Every path, link and function that a page names is there.
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { allPages, codeSpans, isThere, type Page, proseOf, readPage, root } from './pages.ts';

const pages = allPages();

/** What is wrong in each page, as sentences. */
const findings = (find: (page: Page) => readonly string[]): string[] =>
  pages.flatMap((page) => find(page).map((finding) => `${page.path}: ${finding}`));

/** Looks like a path of ours: below a folder of the project, or a file of a kind that we write. */
const path = /^(\.?[a-z][\w-]*\/)+[\w.-]*$|^\.?[\w-]+(\.[\w-]+)*\.(ts|tsx|mjs|md|yaml|json|jsonc)$/;
/** Made by commands, or exports of our package. */
const notInTheClone = /^(dist|dashboard\/dist|node_modules)(\/|$)|^\.relance|^relance\/[\w-]+$/;
/** Files that every blueprint has are named without their folder. */
const places = (page: Page) => ['', `${dirname(page.path)}/`, 'blueprints/scored-lead/'];

test('every file and folder that a page names exists', () => {
  const missing = findings((page) =>
    codeSpans(proseOf(page))
      .filter((code) => path.test(code) && !notInTheClone.test(code))
      .filter((name) => !places(page).some((place) => isThere(normalize(place + name)))),
  );
  expect(missing).toEqual([]);
});

test('every link leads to a file and a heading that exist', () => {
  const broken = findings(({ path: from, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target as string)
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#', 2);
        const there = file === '' ? from : normalize(join(dirname(from), file));
        return !isThere(there) || (anchor !== undefined && !anchorsOf(there).includes(anchor));
      }),
  );
  expect(broken).toEqual([]);
});

test('every function is in the file that is named with it', () => {
  const wrong = findings((page) =>
    [...proseOf(page).matchAll(/`(\w+)`\s+(?:in|of)\s+`((?:src|test)\/[\w./-]+\.ts)`/g)]
      .filter(([, name, file]) => {
        const place = join(root, file as string);
        return !isThere(file as string) || !new RegExp(`\\b${name}\\b`).test(readFileSync(place, 'utf8'));
      })
      .map(([pair]) => pair.replaceAll(/\s+/g, ' ')),
  );
  expect(wrong).toEqual([]);
});

test('the list of decisions has each page, under its title, and no number twice', () => {
  const decisions = pages.filter(({ path: at }) => /^docs\/decisions\/\d{4}-/.test(at));
  const listed = decisions.map(({ path: at, text }) => {
    const file = at.slice('docs/decisions/'.length);
    return `| [${file.slice(0, 4)}](${file}) | ${/^# (.*)$/m.exec(text)?.[1]} |`;
  });
  const list = readPage('docs/decisions/README.md').text.split('\n');
  expect(list.filter((line) => line.startsWith('| ['))).toEqual(listed);
  expect(new Set(listed.map((line) => line.slice(3, 7))).size).toBe(listed.length);
});

test('no page points out of the project', () => {
  const machine = /\/(home|root|Users|work|tmp)\/|\.\.\/shared/;
  expect(findings(({ text }) => text.split('\n').filter((line) => machine.test(line)))).toEqual([]);
});

/** Headings as links name them: lower case, without punctuation, words joined by hyphens. */
function anchorsOf(page: string): string[] {
  if (!page.endsWith('.md')) return [];
  return [...readPage(page).text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}
