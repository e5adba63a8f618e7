/**
 * Temporal, where Node does not have it yet: it is built in from Node 26 on. Imported first by every entry, so that all
 * others use the global as if it had always been there. (Loaded by `require`, which waits for nothing: with a top-level
 * `await` here, nobody could `require` the package.)
 */
import { createRequire } from 'node:module';

if (!('Temporal' in globalThis)) createRequire(import.meta.url)('temporal-polyfill/global');
