import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPage, useSite, verdictOf } from './site.mjs';

const site = useSite();
const settled = (page) => page.waitForSelector('main[aria-busy=false]');

describe('tampering', () => {
  let page;
  let problems;
  before(async () => ({ page, problems } = await openPage(site)));
  after(() => page.close());

  // The check that catches each part, and the field it names.
  const caughtBy = {
    signature: ['232 malformed_signature', 'sync_aggregate.sync_committee_signature'],
    participants: ['234 invalid_signature', 'sync_aggregate.sync_committee_signature'],
    header: ['234 invalid_signature', 'sync_aggregate.sync_committee_signature'],
    'finality-branch': ['221 invalid_finality_branch', 'finality_branch'],
    'execution-header': ['212 invalid_execution_branch', 'finalized_header.execution_branch'],
    'committee-key': ['211 invalid_current_sync_committee_branch', 'bootstrap.data.current_sync_committee_branch'],
    'rollup-anchor': ['314 claimed_storage_value_mismatch', 'proof.game_proof.storageProof[0].value'],
    'rollup-header': ['315 missing_storage_proof', 'proof.factory_proof.storageProof'],
    'account-proof': ['303 trie_node_hash_mismatch', 'claims[0].proof.accountProof[3]'],
    'storage-proof': ['303 trie_node_hash_mismatch', 'claims[0].proof.storageProof[0].proof[2]'],
    balance: ['314 claimed_storage_value_mismatch', 'claims[0].proof.storageProof[0].value'],
  };

  test('offers every part', async () => {
    const parts = await page.locator('input[name=tamper]').evaluateAll((all) => all.map(({ value }) => value));
    assert.deepEqual(parts.slice(1), Object.keys(caughtBy));
  });

  for (const [part, [check, field]] of Object.entries(caughtBy)) {
    test(`with ${part} is refused, and check and field are named`, async () => {
      await page.locator(`input[name=tamper][value=${part}]`).check();
      await settled(page);
      await page.waitForSelector('.tamper-caught');
      assert.equal(await verdictOf(page), 'Refused');
      assert.equal(await page.locator('.tamper-outcome .code-chip').innerText(), check);
      assert.ok((await page.locator('.tamper-outcome .refusal-detail code').first().innerText()).endsWith(field));
      assert.match(await page.locator('.notice').innerText(), /Tampered with on purpose/);
      assert.ok((await page.locator('.refusal-list').innerText()).includes(check));
    });
  }

  test('is undone', async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForSelector('.verdict-agrees');
    assert.equal(await verdictOf(page), 'Verified');
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});
