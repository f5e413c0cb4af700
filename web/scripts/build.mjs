// Builds dist/: modules and types by tsc, the worker as one self-contained script, the library of
// hashes inside the module that uses it, the wasm as file and as base64.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { errorCodesModule } from './error-codes-module.mjs';
import { stubFolders } from './stub-folders.mjs';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(web);
const dist = join(web, 'dist');
const wasmFolder = process.env.CLEARMARGIN_WASM_DIR ?? join(root, 'build/wasm');
const glueFile = join(wasmFolder, 'clearmargin.mjs');
const wasmFile = join(wasmFolder, 'clearmargin.wasm');

const analysisGlueFile = join(wasmFolder, 'clearmargin-analysis.mjs');
const analysisFile = join(wasmFolder, 'clearmargin-analysis.wasm');

for (const file of [glueFile, wasmFile, analysisGlueFile, analysisFile]) {
  if (!existsSync(file)) {
    console.error(`${file} is missing: build it with "cmake --preset wasm && cmake --build --preset wasm", or set CLEARMARGIN_WASM_DIR`);
    process.exit(1);
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

writeFileSync(join(web, 'src/error-codes.ts'), errorCodesModule(readFileSync(join(root, 'docs/error-codes.md'), 'utf8')));

const { version } = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8'));

/** Writes a module as file, as base64 and its glue; gives its integrity. */
async function shipModule(name, gluePrefix, wasmPath, gluePath) {
  const wasm = readFileSync(wasmPath);
  writeFileSync(join(dist, `${name}.wasm`), wasm);
  writeFileSync(join(dist, `${name}-base64.js`), `export const ${name}Base64 = '${wasm.toString('base64')}';\n`);
  const glue = await transform(readFileSync(gluePath, 'utf8'), { minify: true, format: 'esm', target: 'es2022' });
  writeFileSync(join(dist, `${gluePrefix}glue.js`), glue.code);
  for (const file of [`${gluePrefix}glue`, `${name}-base64`, `${name}.wasm`]) copyFileSync(join(web, `src/${file}.d.ts`), join(dist, `${file}.d.ts`));
  return `sha256-${createHash('sha256').update(wasm).digest('base64')}`;
}
const info = {
  version,
  wasmIntegrity: await shipModule('core', '', wasmFile, glueFile),
  analysisIntegrity: await shipModule('analysis', 'analysis-', analysisFile, analysisGlueFile),
};
writeFileSync(
  join(dist, 'build-info.js'),
  Object.entries(info).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`).join(''),
);
copyFileSync(join(web, 'src/build-info.d.ts'), join(dist, 'build-info.d.ts'));

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', web], { stdio: 'inherit' });

/** Puts into a module what it imports. */
const bundleInPlace = (name, format) =>
  build({
    entryPoints: [join(dist, name)],
    outfile: join(dist, name),
    allowOverwrite: true,
    bundle: true,
    minify: true,
    format,
    target: 'es2022',
    logLevel: 'warning',
  });
await bundleInPlace('worker-script.js', 'iife');
await bundleInPlace('analysis-worker-script.js', 'iife');
await bundleInPlace('collect/hashes.js', 'esm');

stubFolders(web);
copyFileSync(join(root, 'LICENSE'), join(web, 'LICENSE'));
