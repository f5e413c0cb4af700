import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderOf, useInstalledPackage, web } from './installed-package.mjs';

const project = useInstalledPackage();

describe('types', () => {
  const tsc = join(folderOf('typescript'), 'bin/tsc');

  /** What the compiler says of `sources`, each a module of one project. */
  function check(name, sources, options) {
    const folder = join(project.scratch, name);
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
    import { collect, CollectError, type CollectProgress, type Eip1193Provider } from 'clearmargin/collect';
    import { createFollower, type FollowerState } from 'clearmargin/follow';
    import { createFileStore } from 'clearmargin/file-store';
    import { createAnalyst, type AnalysisRequest, type Answer } from 'clearmargin/analysis';
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
    export async function lagOf(policy: Policy, show: (state: FollowerState) => void): Promise<number | null> {
      const options = { policy, chain: 'eip155:1', beacon: ['https://beacon.example'], store: createFileStore('chain'), onState: show } as const;
      const follower = createFollower({ ...options, verifier: await createVerifier() });
      await follower.stop();
      return follower.state.status === 'following' ? follower.state.lag.headAge : null;
    }
    export async function gather(policy: Policy, wallet: Eip1193Provider, show: (progress: CollectProgress) => void): Promise<string> {
      try {
        const chains = { 'eip155:1': { beacon: ['https://beacon.example'], rpc: [wallet, 'https://rpc.example'] } } as const;
        const { text, missing } = await collect(policy, { chains, onProgress: show, verifier: await createVerifier() });
        return text + missing.map(({ vault, error }) => vault + error.code).join();
      } catch (error) {
        return error instanceof CollectError && error.code === 'checkpoint_too_old' ? error.message : '';
      }
    }
    export async function answersTo(request: AnalysisRequest): Promise<readonly Answer[]> {
      using analyst = await createAnalyst({ worker: () => new Worker('/analysis-worker-script.js'), integrity: 'sha256-' });
      return (await analyst.ask(request, { signal: AbortSignal.timeout(1000) })).answers;
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
    const types = [folderOf('@types/node')];
    const options = { module: 'ESNext', moduleResolution: 'Bundler', types, skipLibCheck: true };
    assert.deepEqual(check('examples', examples, options), { status: 0, stdout: '' });
  });
});
