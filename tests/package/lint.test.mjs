import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderOf, useInstalledPackage, web } from './installed-package.mjs';

const project = useInstalledPackage();

describe('linters of packages', () => {
  test('publint has nothing to say', async () => {
    const { publint } = await import('publint');
    const { messages } = await publint({ pkgDir: web, strict: true });
    assert.deepEqual(messages, []);
  });

  test('are-the-types-wrong finds nothing for an ES module package', () => {
    const attw = join(folderOf('@arethetypeswrong/cli'), 'dist/index.js');
    const { status, stdout } = spawnSync(process.execPath, [attw, project.tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-color', '--exclude-entrypoints', './core.wasm', './analysis.wasm', './schemas/*', './presets/*'], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
});
