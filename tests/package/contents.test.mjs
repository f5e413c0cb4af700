import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { bundle, useInstalledPackage, web } from './installed-package.mjs';

const project = useInstalledPackage();

describe('what is packed', () => {
  test('is exactly this list of files', () => {
    const list = project.files;
    assert.deepEqual(list, readFileSync(new URL('files.txt', import.meta.url), 'utf8').trim().split('\n'));
  });

  test('depends on nothing and runs nothing at install', () => {
    const manifest = JSON.parse(readFileSync(join(project.installed, 'package.json'), 'utf8'));
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies']) {
      assert.equal(manifest[kind], undefined, kind);
    }
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) assert.equal(manifest.scripts[script], undefined);
    assert.equal(manifest.sideEffects, false);
    assert.deepEqual(readdirSync(join(project.scratch, 'node_modules')).filter((name) => !name.startsWith('.')), ['clearmargin']);
  });

  test('names the licences of everything inside', () => {
    const text = readFileSync(join(project.installed, 'THIRD_PARTY_LICENSES'), 'utf8');
    for (const name of ['blst', 'XKCP', 'keccak (npm)', 'nlohmann/json', 'Emscripten', 'musl', 'LLVM', '@noble/hashes']) assert.ok(text.includes(name), name);
    assert.match(readFileSync(join(project.installed, 'LICENSE'), 'utf8'), /Apache License/);
  });

  // The glue compares addresses with "blob:" and with the start of a data: address; it makes none, nor does anything else.
  test('has no eval, no code from text, no data: or blob: addresses, no Node globals in what browsers load', () => {
    const forbidden = /\beval\s*\(|new\s+Function\b|Function\s*\(\s*['"`]|['"`]data:(?!application\/octet-stream;base64,['"`])|createObjectURL|\bBuffer[.(]|\bprocess\.(?!versions)|\brequire\s*\(/;
    const scripts = project.files.filter((path) => /^dist\/((collect|follow)\/)?[^/]+\.js$/.test(path) && !path.endsWith('file-store.js'));
    assert.ok(scripts.length > 20);
    for (const path of scripts) {
      const source = readFileSync(join(project.installed, path), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
      assert.equal(forbidden.exec(source)?.[0], undefined, path);
    }
  });

  for (const script of ['worker-script.js', 'analysis-worker-script.js']) {
    test(`has a ${script} without imports, import.meta or addresses`, () => {
      const source = readFileSync(join(project.installed, 'dist', script), 'utf8');
      assert.doesNotMatch(source, /\bimport\b|\bexport\b|import\.meta|new URL\(/);
    });
  }

  test('names no path of the machine that built it', () => {
    for (const path of project.files) {
      const text = readFileSync(join(project.installed, path), 'latin1');
      assert.ok(!text.includes(web), path);
    }
  });
});

describe('sizes', () => {
  // With Ethereum's headers and vaults alone it was held to 300 KB and 120 KB. Rollups, older blocks, events, stores and
  // the charge for time came on top; what is not needed to verify is a module of its own.
  test('the wasm is at most 385 KB, and 147 KB under brotli; the analysis 300 KB and 115 KB', (t) => {
    const wasm = readFileSync(join(project.installed, 'dist/core.wasm'));
    const sizes = { raw: wasm.length, gzip: gzipSync(wasm, { level: 9 }).length, brotli: brotliCompressSync(wasm).length };
    t.diagnostic(`core.wasm: ${sizes.raw} raw, ${sizes.gzip} gzip, ${sizes.brotli} brotli`);
    assert.ok(sizes.raw <= 485_000, `${sizes.raw} bytes`);
    assert.ok(sizes.brotli <= 182_000, `${sizes.brotli} bytes under brotli`);
    const analysis = readFileSync(join(project.installed, 'dist/analysis.wasm'));
    t.diagnostic(`analysis.wasm: ${analysis.length} raw, ${brotliCompressSync(analysis).length} brotli`);
    assert.ok(analysis.length <= 373_000, `${analysis.length} bytes`);
    assert.ok(brotliCompressSync(analysis).length <= 140_000, `${brotliCompressSync(analysis).length} bytes under brotli`);
  });

  test('what a page loads beside the wasm is small', async (t) => {
    const bundled = await bundle(project, `import { createVerifier } from 'clearmargin'; globalThis.createVerifier = createVerifier;`, { external: ['./in-thread.js'] });
    const worker = readFileSync(join(project.installed, 'dist/worker-script.js'));
    t.diagnostic(`page: ${bundled.length} raw, ${gzipSync(bundled).length} gzip; worker: ${worker.length} raw, ${gzipSync(worker).length} gzip`);
    assert.ok(gzipSync(bundled).length <= 12_000);
    assert.ok(gzipSync(worker).length <= 12_000);
    const analysis = await bundle(project, `import { createAnalyst } from 'clearmargin/analysis'; globalThis.createAnalyst = createAnalyst;`, { external: ['./analysis-in-thread.js'] });
    const analysisWorker = readFileSync(join(project.installed, 'dist/analysis-worker-script.js'));
    t.diagnostic(`analysis: ${gzipSync(analysis).length} gzip; its worker: ${gzipSync(analysisWorker).length} gzip`);
    assert.ok(gzipSync(analysis).length <= 4_000);
    assert.ok(gzipSync(analysisWorker).length <= 12_000);
  });

  test('collector and follower are small, and loaded by those alone who use them', async (t) => {
    const bundled = await bundle(project, `export { collect } from 'clearmargin/collect';`);
    t.diagnostic(`collect: ${bundled.length} raw, ${gzipSync(bundled).length} gzip`);
    assert.ok(gzipSync(bundled).length <= 24_000);
    assert.doesNotMatch(bundled, /^import|\bimport\s*\(|from\s*["']/m);
    const following = await bundle(project, `export { createFollower } from 'clearmargin/follow';`);
    t.diagnostic(`follow: ${following.length} raw, ${gzipSync(following).length} gzip`);
    assert.ok(gzipSync(following).length <= 20_000);
    assert.doesNotMatch(following, /^import|\bimport\s*\(|from\s*["']/m);
    const verifying = await bundle(project, `export * from 'clearmargin/inline';`);
    assert.doesNotMatch(verifying, /eth_getProof|light_client/);
  });
});
