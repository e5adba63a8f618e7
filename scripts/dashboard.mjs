// Builds the dashboard when its build is missing or older than its sources. The build lands in dashboard/dist, which the
// server serves and the published package carries.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pinnedNode, projectFolder } from './install.mjs';

const folder = join(projectFolder, 'dashboard');
/** With the sentences that it shares with the server. */
const sources = ['src', 'public', 'index.html', 'package.json', 'vite.config.ts', '../src/domain/explain.ts'];

/** Builds when needed; rejects with vite's output when that fails. */
export async function buildDashboardIfStale() {
  if (!existsSync(join(folder, 'vite.config.ts'))) return;
  const built = modifiedAt(join(folder, 'dist/index.html'));
  if (built >= (await newestSourceAt())) return;

  console.error('relance: building the dashboard');
  const vite = join(projectFolder, 'node_modules/vite/bin/vite.js');
  const child = spawn(pinnedNode, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the dashboard could not be built:\n${output}`);
}

function modifiedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : -1;
}

async function newestSourceAt() {
  let newest = 0;
  for (const source of sources) {
    const path = join(folder, source);
    if (!existsSync(path)) continue;
    newest = Math.max(newest, modifiedAt(path));
    if (!statSync(path).isDirectory()) continue;
    const inside = await readdir(path, { recursive: true });
    newest = Math.max(newest, ...inside.map((name) => modifiedAt(join(path, name))));
  }
  return newest;
}
