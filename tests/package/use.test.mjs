import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fixturePath, readFixture } from '../web/fixtures.mjs';
import { bundle, runNode, useInstalledPackage } from './installed-package.mjs';

const project = useInstalledPackage();

describe('installed into an empty project', () => {
  const sample = { bundle: fixturePath('sample', 'bundle.json'), policy: fixturePath('sample', 'policy.json') };
  const { now } = readFixture('sample').expected;
  const use = `
    const { readFileSync } = await import('node:fs');
    const verifier = await createVerifier();
    const report = await verifier.verifyBundle(readFileSync(${JSON.stringify(sample.bundle)}, 'utf8'), readFileSync(${JSON.stringify(sample.policy)}, 'utf8'), ${now});
    console.log(report.verdict.status, report.margin.liquidation[0].liquidation_down.value);`;
  const result = `agrees ${readFixture('sample').expected.margin.liquidation[0].liquidation_down}\n`;

  test('works by import in Node', () => assert.equal(runNode(project, `import { createVerifier } from 'clearmargin';${use}`), result));

  test('works by require in Node', () => {
    assert.equal(runNode(project, `const { createVerifier } = require('clearmargin');(async () => {${use}})();`, 'commonjs'), result);
  });

  test('works from ./inline, and from ./slim with the wasm it ships', () => {
    assert.equal(runNode(project, `import { createVerifier } from 'clearmargin/inline';${use}`), result);
    const slim = `
      import { readFileSync as read } from 'node:fs';
      import { fileURLToPath } from 'node:url';
      import { createVerifier as create, wasmIntegrity } from 'clearmargin/slim';
      const createVerifier = () => create(read(fileURLToPath(import.meta.resolve('clearmargin/core.wasm'))), { integrity: wasmIntegrity });`;
    assert.equal(runNode(project, slim + use), result);
  });

  test('has a command that works', () => {
    const args = ['verify', sample.bundle, '--policy', sample.policy, '--now', 'bundle'];
    const { status, stdout } = spawnSync(join(project.scratch, 'node_modules/.bin/clearmargin'), args, { encoding: 'utf8' });
    assert.equal(status, 0);
    assert.match(stdout, /^✓ VERIFIED/);
  });

  test('does nothing at import: sets no globals, prints nothing, keeps nothing running', () => {
    const output = runNode(project, `
      const before = Object.getOwnPropertyNames(globalThis).length;
      for (const entry of ['clearmargin', 'clearmargin/inline', 'clearmargin/slim', 'clearmargin/worker', 'clearmargin/terminal', 'clearmargin/collect', 'clearmargin/follow', 'clearmargin/file-store', 'clearmargin/analysis']) await import(entry);
      console.log(Object.getOwnPropertyNames(globalThis).length - before);`);
    assert.equal(output, '0\n');
  });

  test('exports exactly these names', () => {
    const output = runNode(project, `
      const entries = {};
      for (const entry of ['clearmargin', 'clearmargin/inline', 'clearmargin/slim', 'clearmargin/worker', 'clearmargin/terminal', 'clearmargin/collect', 'clearmargin/follow', 'clearmargin/file-store', 'clearmargin/analysis']) entries[entry] = Object.keys(await import(entry)).sort();
      console.log(JSON.stringify(entries));`);
    const entries = JSON.parse(output);
    const shared = [
      'AbiMismatchError', 'ClearmarginError', 'CoreCrashedError', 'DisposedError', 'IntegrityError', 'WasmLoadError', 'WorkerError',
      'bindingText', 'bundleTime', 'chargesText', 'compareDecimals', 'decimal', 'decimalText', 'durationText', 'errorCodes', 'figureName', 'figureText', 'formatDecimal',
      'fromUnits', 'hex', 'isDecimal', 'isHex', 'modeText', 'parseDecimal', 'percentText', 'presetAgeText', 'reasonText', 'scenarioText', 'subtractDecimals', 'timeText', 'toUnits', 'venueQuestions', 'venueReason', 'version', 'wasmIntegrity',
    ];
    const main = [...shared, 'computeMargin', 'createVerifier', 'verifyBundle'].sort();
    assert.deepEqual(entries, {
      clearmargin: main,
      'clearmargin/inline': main,
      'clearmargin/slim': [...shared, 'createVerifier'].sort(),
      'clearmargin/worker': [...shared, 'createWorkerVerifier'].sort(),
      'clearmargin/terminal': ['renderReport'],
      'clearmargin/collect': ['CollectError', 'collect'],
      'clearmargin/follow': ['CollectError', 'createFollower'],
      'clearmargin/file-store': ['createFileStore'],
      'clearmargin/analysis': ['analysisIntegrity', 'createAnalyst'],
    });
  });

  test('gives browsers, Node and Workers the same names', async () => {
    const names = (file) => runNode(project, `console.log(Object.keys(await import(${JSON.stringify(join(project.installed, 'dist', file))})).sort().join())`);
    assert.equal(names('index.js'), names('inline.js'));
    const workerd = readFileSync(join(project.installed, 'dist/workerd.js'), 'utf8');
    assert.match(workerd, /import core from '\.\/core\.wasm';/);
  });

  test('./inline bundles into one file that needs nothing beside it', async () => {
    const bundled = await bundle(project, `export { createVerifier } from 'clearmargin/inline';`);
    assert.doesNotMatch(bundled, /import\.meta|\bimport\s*\(/);
    const file = join(project.scratch, 'bundled.mjs');
    writeFileSync(file, bundled);
    assert.equal(runNode(project, `import { createVerifier } from './bundled.mjs';${use}`), result);
  });

  test('./terminal does not bring the verifier with it', async () => {
    assert.ok((await bundle(project, `export { renderReport } from 'clearmargin/terminal';`)).length < 40_000);
  });

  test('carries its schemas', () => {
    const output = runNode(project, `
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      console.log(['analysis', 'bundle', 'margin', 'policy', 'report'].map((name) => require(\`clearmargin/schemas/\${name}.schema.json\`).$id).join());`);
    assert.equal(output, 'clearmargin:analysis:1,clearmargin:bundle:1,clearmargin:margin:1,clearmargin:policy:1,clearmargin:report:1\n');
  });

  test('carries its presets', () => {
    const output = runNode(project, `
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      console.log(require('clearmargin/presets/hyperliquid.json').preset.name);`);
    assert.equal(output, 'hyperliquid\n');
  });
});
