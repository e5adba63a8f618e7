// Runs the project's commands on the pinned Node, on a machine that has any Node from 20 on and nothing else.
//
//   node scripts/run.mjs <command> [arguments]
//
// It installs what is missing (install.mjs), builds the dashboard where the command shows it, then starts the pinned Node
// on the command's target: arguments, standard streams, signals and exit code pass through. Plain JavaScript without
// imports from npm, because it runs before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { buildDashboardIfStale } from './dashboard.mjs';
import { installWhatIsMissing, pinnedNode, projectFolder } from './install.mjs';

const vitest = 'node_modules/vitest/dist/cli.js';

/**
 * What each command starts. `dashboard`: it shows the dashboard, so that one is built first. Tests run from `RELANCE_FAULTS`
 * whether the tests that kill processes run shortly or in full.
 */
const commands = {
  start: { target: ['src/cli/main.ts', 'serve'], dashboard: true },
  demo: { target: ['src/cli/main.ts', 'demo'], dashboard: true },
  dev: { target: ['--watch', '--watch-preserve-output', 'src/cli/main.ts', 'serve'], dashboard: true },
  relance: { target: ['src/cli/main.ts'] },
  test: { target: [vitest, 'run', '--configLoader', 'native'], dashboard: true },
  'test:faults': {
    target: [vitest, 'run', '--configLoader', 'native', '--project', 'faults'],
    environment: { RELANCE_FAULTS: 'full' },
  },
  bench: { target: ['bench/run.ts'] },
  check: { target: ['scripts/check.mjs'] },
  build: { target: ['scripts/build.mjs'], dashboard: true },
};

const [name, ...rest] = process.argv.slice(2);
const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
if (!command) {
  console.error(`relance: unknown command ${name ?? '(none)'}; known: ${Object.keys(commands).join(', ')}`);
  process.exit(2);
}

try {
  await installWhatIsMissing();
  if (command.dashboard) await buildDashboardIfStale();
} catch (error) {
  console.error(`relance: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
const script = command.target.find((part) => !part.startsWith('-'));
if (!existsSync(join(projectFolder, script))) {
  console.error(`relance: ${name} needs ${script}, which is not there`);
  process.exit(1);
}
process.exit(await runOnPinnedNode([...command.target, ...rest], command.environment));

/** Starts the pinned Node in the project folder and resolves with its exit code (128 + the signal's number if one ended it). */
function runOnPinnedNode(args, environment = {}) {
  const path = [dirname(pinnedNode), join(projectFolder, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const child = spawn(pinnedNode, args, {
    cwd: projectFolder,
    stdio: 'inherit',
    env: { ...process.env, PATH: path, ...environment },
  });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    // Ctrl-C in a terminal reaches the child by itself; passing it on too would look like a second, impatient one.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  if (process.env.npm_lifecycle_event) whenNpmIsGone(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`relance: ${pinnedNode} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/**
 * npm starts us through a shell. A signal that ends npm or that shell does not reach us, so we look whether both are still
 * there; otherwise a stopped `npm start` would go on unseen.
 */
function whenNpmIsGone(react) {
  const shell = process.ppid;
  const npm = parentOf(shell);
  const watch = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(watch);
    react();
  }, 500);
  watch.unref();
}

/** Undefined where the system has no /proc; then only the shell is watched. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return undefined;
  }
}
