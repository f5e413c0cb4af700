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

  // The check that catches each part. A changed committee key or header breaks what leads to it, not the signature.
  const caughtBy = {
    signature: /malformed_signature|invalid_signature/,
    participants: /invalid_signature/,
    header: /invalid_|block_root|branch/,
    'finality-branch': /invalid_finality_branch/,
    'execution-header': /invalid_(execution|finality)_branch|block_hash/,
    'committee-key': /current_sync_committee|branch/,
    'account-proof': /trie_node_hash_mismatch/,
    'storage-proof': /trie_node_hash_mismatch/,
    balance: /claimed_storage_value_mismatch/,
  };

  test('offers every part', async () => {
    const parts = await page.locator('input[name=tamper]').evaluateAll((all) => all.map(({ value }) => value));
    assert.deepEqual(parts.slice(1), Object.keys(caughtBy));
  });

  for (const [part, check] of Object.entries(caughtBy)) {
    test(`with ${part} is refused, and the check is named`, async () => {
      await page.locator(`input[name=tamper][value=${part}]`).check();
      await settled(page);
      await page.waitForSelector('.tamper-caught');
      assert.equal(await verdictOf(page), 'Refused');
      assert.match(await page.locator('.tamper-outcome .code-chip').innerText(), check);
      assert.match(await page.locator('.notice').innerText(), /Tampered with on purpose/);
      assert.match(await page.locator('.refusal-list').innerText(), check);
    });
  }

  test('is undone', async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForSelector('.verdict-agrees');
    assert.equal(await verdictOf(page), 'Verified');
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});
