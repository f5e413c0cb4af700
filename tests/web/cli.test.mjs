import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixtureNames, fixturePath, readFixture } from './fixtures.mjs';

const command = fileURLToPath(new URL('../../web/bin/clearmargin.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'clearmargin-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function run(args, options = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', ...options });
  return { status, stdout, stderr };
}

const verify = (name, ...rest) =>
  run(['verify', fixturePath(name, 'bundle.json'), '--policy', fixturePath(name, 'policy.json'), '--now', 'bundle', ...rest]);

function fileWith(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const samplePolicy = fixturePath('sample', 'policy.json');

describe('exit codes', () => {
  test('0: all proven, and the venue agrees', () => {
    const { status, stdout, stderr } = verify('sample');
    assert.equal(status, 0);
    assert.match(stdout, /^✓ VERIFIED\n/);
    assert.match(stdout, /the bundle's own time,\s+not\s+the\s+clock/);
    assert.equal(stderr, '');
  });

  test('3: a claim is refused', () => {
    const { status, stdout } = verify('refused-claim');
    assert.equal(status, 3);
    assert.match(stdout, /^✗ REFUSED\n/);
    assert.match(stdout, /trie_node_hash_mismatch/);
  });

  test('4: all sound, but the venue’s figures differ', () => {
    const { status, stdout } = verify('differs');
    assert.equal(status, 4);
    assert.match(stdout, /^≠ FIGURES DIFFER\n/);
    assert.match(stdout, /\nWhy the venue may differ\n  Liquidation of eth-long: no known slip gives the venue’s number\n$/);
  });

  test('4: and which slip gives the venue’s number, where one does', () => {
    const without = JSON.parse(readFixture('sample').bundle);
    const { margin } = JSON.parse(verify('sample', '--json').stdout);
    without.reported = { equity: margin.equity_raw.value, as_of: without.reported.as_of };
    const { status, stdout } = run(['verify', '-', '--policy', samplePolicy, '--now', 'bundle'], { input: JSON.stringify(without) });
    assert.equal(status, 4);
    assert.match(stdout, /\n  Equity: haircuts left out would give the venue’s number\n$/);
  });

  test('2: the bundle or the policy cannot be read', () => {
    const cases = [
      [[fileWith('empty.json', ''), '--policy', samplePolicy], /malformed_json/],
      [[fixturePath('sample', 'bundle.json'), '--policy', fileWith('list.json', '[]')], /wrong_type/],
      [[fileWith('other.json', '{"format":"clearmargin/bundle/9"}'), '--policy', samplePolicy], /unsupported_version/],
    ];
    for (const [args, reason] of cases) {
      const { status, stdout } = run(['verify', ...args]);
      assert.equal(status, 2);
      assert.match(stdout, reason);
    }
  });

  test('2: there is no such file, it is a folder, or it is no text', () => {
    const cases = [
      [join(folder, 'absent.json'), /absent\.json: there is no such file/],
      [folder, /this is a folder/],
      [fileWith('bytes.json', Buffer.from([0x7b, 0xff, 0x7d])), /expected text in UTF-8/],
    ];
    for (const [path, reason] of cases) {
      const { status, stdout, stderr } = run(['verify', path, '--policy', samplePolicy]);
      assert.equal(status, 2, path);
      assert.match(stderr, reason);
      assert.equal(stdout, '');
    }
  });

  test('1: wrong usage', () => {
    const cases = [
      [[], /a command is missing/],
      [['prove'], /there is no command "prove"/],
      [['verify'], /the bundle is missing/],
      [['verify', 'a'], /the policy is missing/],
      [['verify', 'a', 'b', '--policy', 'c'], /one bundle at a time/],
      [['verify', '-', '--policy', '-'], /only one of bundle and policy/],
      [['verify', 'a', '--policy', 'c', '--now', 'yesterday'], /--now: expected/],
      [['verify', 'a', '--policy', 'c', '--now', '-5'], /--now/],
      [['verify', 'a', '--policy', 'c', '--now', '1e9'], /--now: expected/],
      [['verify', 'a', '--policy', 'c', '--trust-me'], /--trust-me/],
      [['verify', fileWith('timeless.json', '{"format":"clearmargin/bundle/1"}'), '--policy', samplePolicy, '--now', 'bundle'], /states no time/],
    ];
    for (const [args, reason] of cases) {
      const { status, stdout, stderr } = run(args);
      assert.equal(status, 1, args.join(' '));
      assert.match(stderr, reason);
      assert.match(stderr, /clearmargin --help/);
      assert.equal(stdout, '');
    }
  });
});

describe('every fixture ends with its expected exit code and status', () => {
  for (const name of fixtureNames) {
    test(name, () => {
      const { expected } = readFixture(name);
      const { status, stdout } = run([
        'verify', fixturePath(name, 'bundle.json'), '--policy', fixturePath(name, 'policy.json'), '--now', String(expected.now), '--json',
      ]);
      assert.equal(JSON.parse(stdout).verdict.status, expected.verdict.status);
      assert.equal(status, expected.verdict.exit_code);
    });
  }
});

describe('verify', () => {
  test('--json prints the report and nothing else, whatever the verdict', () => {
    for (const name of ['sample', 'refused-claim', 'differs']) {
      const { stdout } = verify(name, '--json');
      assert.equal(JSON.parse(stdout).format, 'clearmargin/report/1');
      assert.match(stdout, /^\{.*\}\n$/);
    }
  });

  test('takes the bundle or the policy from standard input', () => {
    const { bundle, policy } = readFixture('sample');
    const bundlePath = fixturePath('sample', 'bundle.json');
    assert.equal(run(['verify', '-', '--policy', samplePolicy, '--now', 'bundle'], { input: bundle }).status, 0);
    assert.equal(run(['verify', bundlePath, '--policy', '-', '--now', 'bundle'], { input: policy }).status, 0);
  });

  test('judges by the clock unless told otherwise, for which the sample is too old', () => {
    const { status, stdout } = run(['verify', fixturePath('sample', 'bundle.json'), '--policy', samplePolicy]);
    assert.equal(status, 3);
    assert.match(stdout, /_too_old/);
    assert.doesNotMatch(stdout, /own time/);
  });

  test('takes Unix seconds and ISO times alike, and says that the time was given', () => {
    const { expected } = readFixture('sample');
    const iso = new Date(expected.now * 1000).toISOString().replace('.000Z', 'Z');
    const runs = [String(expected.now), iso].map((now) =>
      run(['verify', fixturePath('sample', 'bundle.json'), '--policy', samplePolicy, '--now', now]),
    );
    assert.deepEqual(runs.map(({ status }) => status), [0, 0]);
    assert.equal(runs[0].stdout, runs[1].stdout);
    assert.match(runs[0].stdout, /the time given with --now/);
  });

  test('refuses more than the limit without reading it all', () => {
    const path = fileWith('large.json', `"${'a'.repeat(9 * 1024 * 1024)}"`);
    const { status, stdout } = run(['verify', path, '--policy', samplePolicy]);
    assert.equal(status, 2);
    assert.match(stdout, /input_too_large/);
  });

  test('passes the text on as it is: a duplicate member is refused, not read over', () => {
    const { bundle } = readFixture('sample');
    const twice = bundle.replace('"as_of"', '"as_of": 1, "as_of"');
    const doubled = run(['verify', '-', '--policy', samplePolicy, '--now', 'bundle'], { input: twice });
    assert.deepEqual([doubled.status, /duplicate_key/.test(doubled.stdout)], [2, true]);
  });

  test('ends quietly when its reader stops early', () => {
    const line = `"${process.execPath}" "${command}" verify "${fixturePath('sample', 'bundle.json')}" --policy "${samplePolicy}" --json | head -c 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
    assert.deepEqual([stdout, stderr], ['{', '']);
  });

  test('writes no colours into a pipe', () => assert.doesNotMatch(verify('refused-claim').stdout, /\u001b/));
});

describe('help and version', () => {
  test('--help names every option and exit code', () => {
    const { status, stdout } = run(['--help']);
    assert.equal(status, 0);
    for (const part of ['verify BUNDLE', '--policy', '--now', '--json', '--version', '  0  ', '  1  ', '  2  ', '  3  ', '  4  ']) {
      assert.ok(stdout.includes(part), part);
    }
    assert.ok(stdout.split('\n').every((line) => line.length <= 80));
    assert.equal(run(['verify', '--help']).stdout, stdout);
    assert.equal(run(['help']).stdout, stdout);
  });

  test('--version is the package’s', async () => {
    const { default: manifest } = await import('../../web/package.json', { with: { type: 'json' } });
    assert.equal(run(['--version']).stdout, `${manifest.version}\n`);
  });
});
