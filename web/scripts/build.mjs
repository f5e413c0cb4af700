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

for (const file of [glueFile, wasmFile]) {
  if (!existsSync(file)) {
    console.error(`${file} is missing: build it with "cmake --preset wasm && cmake --build --preset wasm", or set CLEARMARGIN_WASM_DIR`);
    process.exit(1);
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

writeFileSync(join(web, 'src/error-codes.ts'), errorCodesModule(readFileSync(join(root, 'docs/error-codes.md'), 'utf8')));

const wasm = readFileSync(wasmFile);
const { version } = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8'));
const integrity = `sha256-${createHash('sha256').update(wasm).digest('base64')}`;
writeFileSync(join(dist, 'core.wasm'), wasm);
writeFileSync(join(dist, 'core-base64.js'), `export const coreBase64 = '${wasm.toString('base64')}';\n`);
writeFileSync(
  join(dist, 'build-info.js'),
  `export const version = ${JSON.stringify(version)};\nexport const wasmIntegrity = ${JSON.stringify(integrity)};\n`,
);
const glue = await transform(readFileSync(glueFile, 'utf8'), { minify: true, format: 'esm', target: 'es2022' });
writeFileSync(join(dist, 'glue.js'), glue.code);
for (const name of ['glue', 'build-info', 'core-base64', 'core.wasm']) {
  copyFileSync(join(web, `src/${name}.d.ts`), join(dist, `${name}.d.ts`));
}

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
await bundleInPlace('collect/hashes.js', 'esm');

stubFolders(web);
copyFileSync(join(root, 'LICENSE'), join(web, 'LICENSE'));
