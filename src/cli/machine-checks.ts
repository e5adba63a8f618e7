/** What `relance doctor` looks at besides the database: this machine, this Node, this configuration. */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { systemClock, toIso } from '../clock.ts';
import { liquid } from '../compose/render-template.ts';
import { loadSequenceFiles } from '../config/load-sequence-files.ts';
import type { Config } from '../config/read-config.ts';
import type { Check } from '../operations/diagnose.ts';
import { nodeMajorMin } from './node-version.ts';

export async function machineChecks(config: Config): Promise<readonly Check[]> {
  return [
    nodeCheck(),
    zonesCheck(),
    await diskCheck(config),
    ...settingChecks(config),
    ...redisCheck(config),
    ...(await sequencesCheck(config)),
  ];
}

/** Settings that have no effect, or one that is hardly meant. */
function settingChecks({ warnings }: Config): readonly Check[] {
  return warnings.map(({ path, message, expected = '' }) => {
    const advice = `${expected.charAt(0).toUpperCase()}${expected.slice(1)}${/[?.]$/.test(expected) ? '' : '.'}`;
    return { name: 'settings', level: 'warn', message: `${path} ${message}`, advice };
  });
}

function nodeCheck(): Check {
  const message = `Node ${process.versions.node} on ${process.platform}-${process.arch}`;
  if (Number(process.versions.node.split('.')[0]) >= nodeMajorMin) return { name: 'node', level: 'ok', message };
  return { name: 'node', level: 'fail', message, advice: `Relance needs Node ${nodeMajorMin} or newer.` };
}

/** Governments change their clocks several times a year; the rules come with Node. */
function zonesCheck(): Check {
  const { tz = 'unknown' } = process.versions;
  const message = `time zone rules of ${tz}, this machine is in ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
  const isOld = Number(toIso(systemClock.now()).slice(0, 4)) - Number(tz.slice(0, 4)) > 1;
  if (!isOld && tz !== 'unknown') return { name: 'time zones', level: 'ok', message };
  return {
    name: 'time zones',
    level: 'warn',
    message,
    advice: 'Update Node: zones that changed since then are off by hours.',
  };
}

const gigabyte = 1_073_741_824;

async function diskCheck({ databaseUrl, dataDir }: Config): Promise<Check> {
  const folder = nearestExisting(databaseUrl === undefined ? resolve(dataDir) : process.cwd());
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const message = `${(free / gigabyte).toFixed(1)} GB free at ${folder}`;
  if (free > gigabyte) return { name: 'disk', level: 'ok', message };
  // A full disk stops PostgreSQL, which only matters here where it is the embedded one.
  const level = free < gigabyte / 5 && databaseUrl === undefined ? 'fail' : 'warn';
  return { name: 'disk', level, message, advice: 'Make room: a full disk stops the database.' };
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

function redisCheck({ redisUrl }: Config): readonly Check[] {
  if (redisUrl === undefined) return [];
  const message = 'REDIS_URL is set, but unused: follow-ups, locks and notices are in PostgreSQL; it may be removed';
  return [{ name: 'redis', level: 'ok', message }];
}

async function sequencesCheck({ sequences }: Config): Promise<readonly Check[]> {
  if (sequences === undefined) return [];
  const files = await loadSequenceFiles(sequences, liquid);
  const bad = files.filter(({ problems }) => problems.length > 0);
  if (bad.length === 0)
    return [{ name: 'sequences', level: 'ok', message: `${files.length} files of RELANCE_SEQUENCES` }];
  const message = `problems in ${bad.map(({ file }) => file).join(', ')}`;
  return [{ name: 'sequences', level: 'fail', message, advice: `Run \`relance validate ${sequences.join(' ')}\`.` }];
}
