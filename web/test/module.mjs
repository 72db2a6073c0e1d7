// One module of the page by itself, for what needs no browser.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What `src/name` exports. */
export async function load(name) {
  const built = await build({
    absWorkingDir: root,
    entryPoints: [join('src', name)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
    tsconfig: 'tsconfig.json',
    nodePaths: [join(root, 'node_modules')],
  });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString('base64')}`);
}
