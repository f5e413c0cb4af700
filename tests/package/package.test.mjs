// The package as users get it: packed, installed without a network into an empty project, imported, used, type-checked.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { fixturePath, readFixture } from '../web/fixtures.mjs';

const web = fileURLToPath(new URL('../../web/', import.meta.url));
const require = createRequire(import.meta.url);
const toolOf = (name, bin) => join(dirname(require.resolve(`${name}/package.json`)), bin);
const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

let scratch;
let tarball;
let packed;
let installed;

before(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'clearmargin-package-')));
  [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], web));
  tarball = join(scratch, packed.filename);
  writeFileSync(join(scratch, 'package.json'), JSON.stringify({ name: 'scratch', private: true, type: 'module' }));
  npm(['install', '--offline', '--no-audit', '--no-fund', tarball], scratch);
  installed = join(scratch, 'node_modules/clearmargin');
});
after(() => rmSync(scratch, { recursive: true, force: true }));

function runNode(source, type = 'module') {
  const file = join(scratch, `run-${Math.random().toString(36).slice(2)}.${type === 'module' ? 'mjs' : 'cjs'}`);
  writeFileSync(file, source);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: scratch, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

describe('what is packed', () => {
  test('is exactly this list of files', () => {
    const list = packed.files.map(({ path }) => path).sort();
    assert.deepEqual(list, readFileSync(new URL('files.txt', import.meta.url), 'utf8').trim().split('\n'));
  });

  test('depends on nothing and runs nothing at install', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies']) {
      assert.equal(manifest[kind], undefined, kind);
    }
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) assert.equal(manifest.scripts[script], undefined);
    assert.equal(manifest.sideEffects, false);
    assert.deepEqual(readdirSync(join(scratch, 'node_modules')).filter((name) => !name.startsWith('.')), ['clearmargin']);
  });

  test('names the licences of everything inside', () => {
    const text = readFileSync(join(installed, 'THIRD_PARTY_LICENSES'), 'utf8');
    for (const name of ['blst', 'XKCP', 'keccak (npm)', 'nlohmann/json', 'Emscripten', 'musl', 'LLVM']) assert.ok(text.includes(name), name);
    assert.match(readFileSync(join(installed, 'LICENSE'), 'utf8'), /Apache License/);
  });

  test('has no eval, no code from text, no data: or blob: addresses, no Node globals in what browsers load', () => {
    const forbidden = /\beval\s*\(|new\s+Function\b|Function\s*\(\s*['"`]|['"`](?:data|blob):|\bBuffer[.(]|\bprocess\.(?!versions)|\brequire\s*\(/;
    const scripts = packed.files.map(({ path }) => path).filter((path) => /^dist\/[^/]+\.js$/.test(path));
    assert.ok(scripts.length > 20);
    for (const path of scripts) {
      const source = readFileSync(join(installed, path), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
      assert.equal(forbidden.exec(source)?.[0], undefined, path);
    }
  });

  test('has a worker script without imports, import.meta or addresses', () => {
    const source = readFileSync(join(installed, 'dist/worker-script.js'), 'utf8');
    assert.doesNotMatch(source, /\bimport\b|\bexport\b|import\.meta|new URL\(/);
  });

  test('names no path of the machine that built it', () => {
    for (const { path } of packed.files) {
      const text = readFileSync(join(installed, path), 'latin1');
      assert.ok(!text.includes(dirname(dirname(web))), path);
    }
  });
});

describe('sizes', () => {
  test('the wasm is at most 300 KB, and 120 KB under brotli', (t) => {
    const wasm = readFileSync(join(installed, 'dist/core.wasm'));
    const sizes = { raw: wasm.length, gzip: gzipSync(wasm, { level: 9 }).length, brotli: brotliCompressSync(wasm).length };
    t.diagnostic(`core.wasm: ${sizes.raw} raw, ${sizes.gzip} gzip, ${sizes.brotli} brotli`);
    assert.ok(sizes.raw <= 300_000, `${sizes.raw} bytes`);
    assert.ok(sizes.brotli <= 120_000, `${sizes.brotli} bytes under brotli`);
  });

  test('what a page loads beside the wasm is small', async (t) => {
    const bundled = await bundle(`import { createVerifier } from 'clearmargin'; globalThis.createVerifier = createVerifier;`, { external: ['./in-thread.js'] });
    const worker = readFileSync(join(installed, 'dist/worker-script.js'));
    t.diagnostic(`page: ${bundled.length} raw, ${gzipSync(bundled).length} gzip; worker: ${worker.length} raw, ${gzipSync(worker).length} gzip`);
    assert.ok(gzipSync(bundled).length <= 12_000);
    assert.ok(gzipSync(worker).length <= 12_000);
  });
});

async function bundle(source, options = {}) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: scratch, loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
    ...options,
  });
  return outputFiles[0].text;
}

describe('installed into an empty project', () => {
  const sample = { bundle: fixturePath('sample', 'bundle.json'), policy: fixturePath('sample', 'policy.json') };
  const { now } = readFixture('sample').expected;
  const use = `
    const { readFileSync } = await import('node:fs');
    const verifier = await createVerifier();
    const report = await verifier.verifyBundle(readFileSync(${JSON.stringify(sample.bundle)}, 'utf8'), readFileSync(${JSON.stringify(sample.policy)}, 'utf8'), ${now});
    console.log(report.verdict.status, report.margin.liquidation[0].liquidation_down.value);`;
  const result = `agrees ${readFixture('sample').expected.margin.liquidation[0].liquidation_down}\n`;

  test('works by import in Node', () => assert.equal(runNode(`import { createVerifier } from 'clearmargin';${use}`), result));

  test('works by require in Node', () => {
    assert.equal(runNode(`const { createVerifier } = require('clearmargin');(async () => {${use}})();`, 'commonjs'), result);
  });

  test('works from ./inline, and from ./slim with the wasm it ships', () => {
    assert.equal(runNode(`import { createVerifier } from 'clearmargin/inline';${use}`), result);
    const slim = `
      import { readFileSync as read } from 'node:fs';
      import { fileURLToPath } from 'node:url';
      import { createVerifier as create, wasmIntegrity } from 'clearmargin/slim';
      const createVerifier = () => create(read(fileURLToPath(import.meta.resolve('clearmargin/core.wasm'))), { integrity: wasmIntegrity });`;
    assert.equal(runNode(slim + use), result);
  });

  test('has a command that works', () => {
    const args = ['verify', sample.bundle, '--policy', sample.policy, '--now', 'bundle'];
    const { status, stdout } = spawnSync(join(scratch, 'node_modules/.bin/clearmargin'), args, { encoding: 'utf8' });
    assert.equal(status, 0);
    assert.match(stdout, /^✓ VERIFIED/);
  });

  test('does nothing at import: sets no globals, prints nothing, keeps nothing running', () => {
    const output = runNode(`
      const before = Object.getOwnPropertyNames(globalThis).length;
      for (const entry of ['clearmargin', 'clearmargin/inline', 'clearmargin/slim', 'clearmargin/worker', 'clearmargin/terminal']) await import(entry);
      console.log(Object.getOwnPropertyNames(globalThis).length - before);`);
    assert.equal(output, '0\n');
  });

  test('exports exactly these names', () => {
    const output = runNode(`
      const entries = {};
      for (const entry of ['clearmargin', 'clearmargin/inline', 'clearmargin/slim', 'clearmargin/worker', 'clearmargin/terminal']) entries[entry] = Object.keys(await import(entry)).sort();
      console.log(JSON.stringify(entries));`);
    const entries = JSON.parse(output);
    const shared = [
      'AbiMismatchError', 'ClearmarginError', 'CoreCrashedError', 'DisposedError', 'IntegrityError', 'WasmLoadError', 'WorkerError',
      'bundleTime', 'compareDecimals', 'decimal', 'decimalText', 'durationText', 'errorCodes', 'figureName', 'figureText', 'formatDecimal',
      'hex', 'isDecimal', 'isHex', 'parseDecimal', 'percentText', 'reasonText', 'timeText', 'toUnits', 'version', 'wasmIntegrity',
    ];
    const main = [...shared, 'computeMargin', 'createVerifier', 'verifyBundle'].sort();
    assert.deepEqual(entries, {
      clearmargin: main,
      'clearmargin/inline': main,
      'clearmargin/slim': [...shared, 'createVerifier'].sort(),
      'clearmargin/worker': [...shared, 'createWorkerVerifier'].sort(),
      'clearmargin/terminal': ['renderReport'],
    });
  });

  test('gives browsers, Node and Workers the same names', async () => {
    const names = (file) => runNode(`console.log(Object.keys(await import(${JSON.stringify(join(installed, 'dist', file))})).sort().join())`);
    assert.equal(names('index.js'), names('inline.js'));
    const workerd = readFileSync(join(installed, 'dist/workerd.js'), 'utf8');
    assert.match(workerd, /import core from '\.\/core\.wasm';/);
  });

  test('./inline bundles into one file that needs nothing beside it', async () => {
    const bundled = await bundle(`export { createVerifier } from 'clearmargin/inline';`);
    assert.doesNotMatch(bundled, /import\.meta|\bimport\s*\(/);
    const file = join(scratch, 'bundled.mjs');
    writeFileSync(file, bundled);
    assert.equal(runNode(`import { createVerifier } from './bundled.mjs';${use}`), result);
  });

  test('./terminal does not bring the verifier with it', async () => {
    assert.ok((await bundle(`export { renderReport } from 'clearmargin/terminal';`)).length < 40_000);
  });

  test('carries its schemas', () => {
    const output = runNode(`
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      console.log(['bundle', 'margin', 'policy', 'report'].map((name) => require(\`clearmargin/schemas/\${name}.schema.json\`).$id).join());`);
    assert.equal(output, 'clearmargin:bundle:1,clearmargin:margin:1,clearmargin:policy:1,clearmargin:report:1\n');
  });
});

describe('types', () => {
  const tsc = toolOf('typescript', 'bin/tsc');

  /** What the compiler says of `sources`, each a module of one project. */
  function check(name, sources, options) {
    const folder = join(scratch, name);
    const files = sources.map((_, i) => `module-${i}.ts`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    sources.forEach((source, i) => writeFileSync(join(folder, files[i]), source));
    const compilerOptions = {
      target: 'ES2022', lib: ['ES2022', 'DOM'], types: [], strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true,
      noEmit: true, ...options,
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    return { status, stdout };
  }

  const readme = readFileSync(join(web, 'README.md'), 'utf8');
  const snippets = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
  const user = `
    import { createVerifier, WasmLoadError, type ErrorCode, type Hex, type Policy, type Report } from 'clearmargin';
    import { createVerifier as slim } from 'clearmargin/slim';
    import { createWorkerVerifier } from 'clearmargin/worker';
    import { renderReport } from 'clearmargin/terminal';
    import module from 'clearmargin/core.wasm';

    export async function use(bundle: string, policy: Policy): Promise<string> {
      const controller = new AbortController();
      using verifier = await createVerifier({ worker: () => new Worker('/worker-script.js'), wasm: '/core.wasm', integrity: 'sha256-' });
      const report: Report = await verifier.verifyBundle(bundle, policy, 0, { signal: controller.signal });
      const codes: ErrorCode[] = report.claims.flatMap(({ error }) => (error === null ? [] : [error.code]));
      const hash: Hex | null | undefined = report.evidence[0]?.block_hash;
      if (report.margin?.error === null) report.margin.equity.value?.toString();
      await slim(module);
      await createWorkerVerifier();
      return renderReport(report, { columns: 80 }) + codes.join() + hash;
    }
    export const isLoadError = (error: unknown): boolean => error instanceof WasmLoadError && error.status === 404;`;

  for (const [name, options] of [
    ['nodenext', { module: 'NodeNext', moduleResolution: 'NodeNext' }],
    ['bundler', { module: 'ESNext', moduleResolution: 'Bundler' }],
  ]) {
    test(`resolve and check with moduleResolution ${name}, libraries not skipped`, () => {
      assert.deepEqual(check(name, [user], options), { status: 0, stdout: '' });
    });
  }

  test('refuse mistakes', () => {
    const mistakes = [
      `import { createVerifier } from 'clearmargin'; (await createVerifier()).verifyBundle('', '', '0');`,
      `import type { Report } from 'clearmargin'; export const f = (report: Report) => report.margin.equity;`,
      `import type { Bundle } from 'clearmargin'; export const b: Bundle = { format: 'clearmargin/bundle/2', account: 'a:b:c', chains: {}, claims: [] };`,
      `import type { Hex } from 'clearmargin'; export const h: Hex = '0x12';`,
    ];
    const { stdout } = check('mistakes', mistakes, { module: 'NodeNext', moduleResolution: 'NodeNext' });
    mistakes.forEach((source, i) => assert.match(stdout, new RegExp(`module-${i}\\.ts.*error TS`), source));
  });

  test('README snippets compile', () => {
    assert.ok(snippets.length >= 2);
    assert.deepEqual(check('readme', snippets, { module: 'NodeNext', moduleResolution: 'NodeNext' }), { status: 0, stdout: '' });
  });

  test('examples in the documentation comments compile', () => {
    const examples = readdirSync(join(web, 'src'))
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(join(web, 'src', name), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code.replace(/^ \* ?/gm, '')));
    assert.ok(examples.length >= 4);
    const types = [dirname(require.resolve('@types/node/package.json'))];
    const options = { module: 'ESNext', moduleResolution: 'Bundler', types, skipLibCheck: true };
    assert.deepEqual(check('examples', examples, options), { status: 0, stdout: '' });
  });
});

describe('linters of packages', () => {
  test('publint has nothing to say', async () => {
    const { publint } = await import('publint');
    const { messages } = await publint({ pkgDir: web, strict: true });
    assert.deepEqual(messages, []);
  });

  test('are-the-types-wrong finds nothing for an ES module package', () => {
    const attw = toolOf('@arethetypeswrong/cli', 'dist/index.js');
    const { status, stdout } = spawnSync(process.execPath, [attw, tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-color', '--exclude-entrypoints', './core.wasm', './schemas/*'], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
});
