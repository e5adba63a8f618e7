// `npm run check`: format and lint, types, architecture, dead code. Runs every check even when one fails, shows each one's
// result, and fails if any did.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './install.mjs';

const bin = (path) => join(projectFolder, 'node_modules', path);

const checks = [
  {
    name: 'format and lint',
    script: bin('@biomejs/biome/bin/biome'),
    args: ['ci', '--error-on-warnings', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.'],
  },
  { name: 'types', script: bin('typescript-7/lib/tsc.js'), args: ['--project', 'tsconfig.json'] },
  {
    name: 'types of the dashboard',
    script: bin('typescript-7/lib/tsc.js'),
    args: ['--noEmit', '--project', 'dashboard'],
    needs: 'dashboard/tsconfig.json',
  },
  {
    name: 'architecture',
    script: bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    args: ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', 'src'],
  },
  { name: 'dead code', script: bin('knip/bin/knip.js'), args: ['--no-progress'] },
];

const only = process.argv.slice(2);
let failed = 0;
for (const check of checks) {
  if (check.needs && !existsSync(join(projectFolder, check.needs))) continue;
  if (only.length > 0 && !only.some((word) => check.name.includes(word))) continue;
  const startedAt = performance.now();
  const { code, output } = await run(check);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${check.name} (${seconds} s)`);
  if (code !== 0) {
    failed++;
    console.log(output.trimEnd().replace(/^/gm, '        '));
  }
}
console.log(failed === 0 ? 'check: all is well' : `check: ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function run({ script, args }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
