/**
 * The program that npm installs as `relance`: looks at the version of Node before anything is loaded that an older one
 * can't read, since what it would say about that helps nobody.
 */
import { tooOld } from './node-version.ts';

const refusal = tooOld(process.versions.node);
if (refusal === undefined) {
  import('./main.ts');
} else {
  console.error(refusal);
  // As for a command line that is wrong, see exit-code.ts.
  process.exitCode = 2;
}
