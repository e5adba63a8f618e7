/**
 * Builds the dashboard into dist/, which the server serves under `/`. Each file is compressed at build time as well, so that
 * the server never does it per request. In development, `npm run dev -w dashboard` takes the API from a server on port 8000.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const ofTheServer = ['/v1', '/openapi.json', '/docs', '/healthz', '/readyz', '/metrics'];

export default defineConfig({
  plugins: [react(), compressFiles()],
  server: { port: 5173, proxy: Object.fromEntries(ofTheServer.map((path) => [path, 'http://127.0.0.1:8000'])) },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 1_000,
    // Everything is a file of its own: the server's policy allows scripts and pictures from itself only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});

/** Files below this size are not worth a second one. */
const smallestBytes = 1_024;

function compressFiles(): Plugin {
  let folder = '';
  return {
    name: 'compress-files',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: async () => {
      for (const name of await readdir(folder, { recursive: true })) {
        if (!/\.(js|css|svg|html)$/.test(name)) continue;
        const content = await readFile(join(folder, name));
        if (content.length < smallestBytes) continue;
        await writeFile(join(folder, `${name}.br`), await promisify(brotliCompress)(content));
        await writeFile(join(folder, `${name}.gz`), await promisify(gzip)(content));
      }
    },
  };
}
