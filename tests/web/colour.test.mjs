import assert from 'node:assert/strict';
import { test } from 'node:test';
import { main } from '../../web/dist/cli/main.js';
import { wantsColour } from '../../web/dist/cli/terminal-io.js';
import { fixturePath } from './fixtures.mjs';

test('wantsColour: only a terminal, and not where NO_COLOR or TERM=dumb says no', () => {
  const terminal = { write() {}, isTTY: true };
  assert.equal(wantsColour(terminal, {}), true);
  assert.equal(wantsColour(terminal, { NO_COLOR: '' }), true);
  assert.equal(wantsColour(terminal, { NO_COLOR: '1' }), false);
  assert.equal(wantsColour(terminal, { TERM: 'dumb' }), false);
  assert.equal(wantsColour({ write() {} }, {}), false);
});

test('a narrow terminal gets a narrow report, with colours', async () => {
  let text = '';
  const stdout = { write: (part) => (text += part), isTTY: true, columns: 44 };
  const io = { stdin: [], stdout, stderr: { write() {} }, env: {}, clock: () => 1800000000 };
  const args = ['verify', fixturePath('sample', 'bundle.json'), '--policy', fixturePath('sample', 'policy.json'), '--now', 'bundle'];
  assert.equal(await main(args, io), 0);
  assert.match(text, /\u001b\[32m/);
  for (const line of text.replace(/\u001b\[\d+m/g, '').split('\n')) assert.ok([...line].length <= 44, line);
});
