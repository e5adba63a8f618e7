// `npm run build`: emits dist/ for publishing. TypeScript becomes plain ESM with declarations; every other file that the
// sources read at run time (SQL, templates, YAML) is copied to the same place. The dashboard is built before this runs.
import { spawnSync } from 'node:child_process';
import { chmod, cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './install.mjs';

const dist = join(projectFolder, 'dist');
await rm(dist, { recursive: true, force: true });

const tsc = join(projectFolder, 'node_modules/typescript-7/lib/tsc.js');
const { status } = spawnSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], {
  cwd: projectFolder,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

await cp(join(projectFolder, 'src'), dist, { recursive: true, filter: (path) => !path.endsWith('.ts') });

const cli = join(dist, 'cli/bin.js');
const code = await readFile(cli, 'utf8').catch(() => undefined);
if (code !== undefined) {
  if (!code.startsWith('#!')) await writeFile(cli, `#!/usr/bin/env node\n${code}`);
  await chmod(cli, 0o755);
}
