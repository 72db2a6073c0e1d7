// Makes the page: bundles it, names each file by its content, compresses it, and lists it for the hub.
//
//   node tools/build.mjs [directory]     default: dist

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = resolve(process.argv[2] ?? join(root, 'dist'));

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml' };

const bundled = await build({
  absWorkingDir: root,
  entryPoints: { page: 'src/main.tsx' },
  outdir: 'assets',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022', 'chrome115', 'firefox115', 'safari16.4'],
  minify: true,
  legalComments: 'eof',
  write: false,
  metafile: true,
  logLevel: 'warning',
  tsconfig: 'tsconfig.json',
  nodePaths: [join(root, 'node_modules')],
});

const files = new Map(bundled.outputFiles.map((file) => [`assets/${file.path.split(/[\\/]/).at(-1)}`, Buffer.from(file.contents)]));
const script = [...files.keys()].find((name) => /\/page-\w+\.js$/.test(name));
const style = [...files.keys()].find((name) => /\/page-\w+\.css$/.test(name));
if (!script || !style) {
  throw new Error(`no script or style among ${[...files.keys()].join(', ')}`);
}
// What the script will ask for anyway is fetched beside it, not after it.
function imports(name) {
  return bundled.metafile.outputs[name].imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path);
}

const html = readFileSync(join(root, 'index.html'), 'utf8').replace(
  '<!-- assets -->',
  [
    `<link rel="stylesheet" href="${style}" />`,
    ...imports(script).map((name) => `<link rel="modulepreload" href="${name}" />`),
    `<script type="module" src="${script}"></script>`,
  ].join('\n    '),
);
files.set('index.html', Buffer.from(html));
files.set('favicon.svg', readFileSync(join(root, 'favicon.svg')));

rmSync(target, { recursive: true, force: true });
const lines = [];
for (const [name, content] of files) {
  const path = join(target, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
  );
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 32);
  lines.push(`${name}\t${TYPES[name.split('.').at(-1)]}\t${digest}`);
}
// What is not listed is not served.
writeFileSync(join(target, 'files.tsv'), `${lines.sort().join('\n')}\n`);
