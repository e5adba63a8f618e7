// A copy of the project's sources with a bug planted in it, to see that the fault tests find it.
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/postgres-server.ts';

const project = join(import.meta.dirname, '../../..');

export interface Patch {
  /** From the project's folder. */
  readonly file: string;
  /** Occurs exactly once, apart from the width of its spaces. */
  readonly replace: string;
  readonly by: string;
}

export interface PlantedCopy {
  /** A script of test/faults, in the copy. */
  script(name: string): string;
  remove(): Promise<void>;
}

/** @throws Error when a text to replace is no longer in its file: then the patch has to follow the code */
export async function plantBug(patches: readonly Patch[]): Promise<PlantedCopy> {
  const folder = await temporaryFolder();
  await cp(join(project, 'src'), join(folder, 'src'), { recursive: true });
  await mkdir(join(folder, 'test'));
  await cp(join(project, 'test/faults'), join(folder, 'test/faults'), { recursive: true });
  await cp(join(project, 'package.json'), join(folder, 'package.json'));
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  for (const { file, replace, by } of patches) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    // Spaces and line breaks may change with the formatter.
    const pattern = new RegExp(replace.trim().split(/\s+/).map(RegExp.escape).join('\\s+'), 'g');
    const found = text.match(pattern)?.length ?? 0;
    if (found !== 1) {
      await rm(folder, { recursive: true, force: true });
      throw new Error(
        `the bug cannot be planted: ${file} has this text ${found} times, not once; adapt the patch: ${replace}`,
      );
    }
    await writeFile(
      path,
      text.replace(pattern, () => by),
    );
  }
  return {
    script: (name) => join(folder, 'test/faults', name),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
