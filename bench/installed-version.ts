// The version of an npm package that is really installed, for the report.
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

export function installedVersion(packageName: string): string {
  const manifestPath = findPackageJSON(packageName, import.meta.url);
  if (manifestPath === undefined) throw new Error(`The package ${packageName} is not installed: run npm ci.`);
  return (JSON.parse(readFileSync(manifestPath, 'utf8')) as { version: string }).version;
}
