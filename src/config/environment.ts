/** The only reader of `process.env`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './read-config.ts';

/**
 * The variables of this process, with those of the file `.env` in the folder for the ones that are not set.
 * (Node's own parser; it leaves out lines that it can't read.)
 */
export function loadEnvironment(folder = process.cwd()): Environment {
  const file = join(folder, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}
