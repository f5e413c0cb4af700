// The package as users get it: packed, and installed without a network into an empty project.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const web = fileURLToPath(new URL('../../web/', import.meta.url));

const require = createRequire(import.meta.url);

/** The folder of an installed npm package. */
export const folderOf = (name) => dirname(require.resolve(`${name}/package.json`));

const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Packs and installs before the tests of a file, and removes everything after. */
export function useInstalledPackage() {
  const project = { scratch: '', tarball: '', files: [], installed: '' };
  before(() => {
    project.scratch = realpathSync(mkdtempSync(join(tmpdir(), 'clearmargin-package-')));
    const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', project.scratch], web));
    project.files = packed.files.map(({ path }) => path).sort();
    project.tarball = join(project.scratch, packed.filename);
    writeFileSync(join(project.scratch, 'package.json'), JSON.stringify({ name: 'scratch', private: true, type: 'module' }));
    npm(['install', '--offline', '--no-audit', '--no-fund', project.tarball], project.scratch);
    project.installed = join(project.scratch, 'node_modules/clearmargin');
  });
  after(() => rmSync(project.scratch, { recursive: true, force: true }));
  return project;
}

let runs = 0;

/** What a program in the project prints. */
export function runNode({ scratch }, source, type = 'module') {
  runs += 1;
  const file = join(scratch, `run-${runs}.${type === 'module' ? 'mjs' : 'cjs'}`);
  writeFileSync(file, source);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: scratch, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** A program of the project as esbuild bundles it for browsers. */
export async function bundle({ scratch }, source, options = {}) {
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
