// Every path, link and function that a page names is there.
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allPages, codeSpans, isThere, proseOf, readPage, root } from './pages.ts';

const pages = allPages();
/** Looks like a path of ours: below a folder of the project, or a file of a kind that we write. */
const path = /^(\.?[\w-]+\/)+[\w.-]*$|^\.?[\w-]+(\.[\w-]+)*\.(ts|tsx|mjs|md|yaml|json|jsonc)$/;
/** Made by commands, or a name that the reader chooses. */
const notInTheClone = /^(dist|dashboard\/dist|node_modules)(\/|$)|^\.relance/;

function anchorsOf(page: string): string[] {
  const headings = readPage(page).text.matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}

describe.each(pages)('$path', (page) => {
  const prose = proseOf(page);

  test('names only files and folders that exist', () => {
    const named = codeSpans(prose).filter((code) => path.test(code) && !notInTheClone.test(code));
    const places = ['', `${dirname(page.path)}/`, 'blueprints/scored-lead/'];
    const missing = named.filter((name) => !places.some((place) => isThere(normalize(place + name))));
    expect(missing).toEqual([]);
  });

  test('links only to what exists', () => {
    const targets = [...page.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target as string);
    const broken = targets.filter((target) => {
      if (/^https?:/.test(target)) return false;
      const [file = '', anchor] = target.split('#', 2);
      const there = file === '' ? page.path : normalize(join(dirname(page.path), file));
      if (!isThere(there)) return true;
      return anchor !== undefined && !anchorsOf(there).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('finds each function in the file that it names with it', () => {
    const pairs = [...prose.matchAll(/`(\w+)`\s+(?:in|of)\s+`((?:src|test)\/[\w./-]+\.ts)`/g)];
    const wrong = pairs.filter(([, name, file]) => {
      const code = readFileSync(join(root, file as string), 'utf8');
      return !new RegExp(`\\b${name}\\b`).test(code);
    });
    expect(wrong.map(([pair]) => pair)).toEqual([]);
  });
});
