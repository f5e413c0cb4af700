import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPage, sampleFile, useSite } from './site.mjs';

const site = useSite();

describe('a bundle of one’s own', () => {
  let page;
  let problems;
  before(async () => {
    ({ page, problems } = await openPage(site));
    await page.locator('.load summary').click();
  });
  after(() => page.close());
  const file = (name, text) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  const pick = (...files) => page.locator('input[type=file]').setInputFiles(files);
  const mine = () => pick(file('mine.json', sampleFile('bundle.json')), file('policy.json', sampleFile('policy.json')));

  test('without a policy is judged under the sample’s, which the page says', async () => {
    await pick(file('mine.json', sampleFile('bundle.json')));
    await page.waitForSelector('.verdict-refused');
    assert.match(await page.locator('.notice').innerText(), /You gave no policy yet/);
  });

  test('from files is judged by the clock, and is too old for it', async () => {
    await mine();
    await page.waitForSelector('.verdict-refused');
    assert.match(await page.locator('.as-of').innerText(), /by this device’s clock/);
    assert.match(await page.locator('.refusal-list').innerText(), /header_too_old|checkpoint_too_old/);
    assert.match(await page.locator('.verdict .about').innerText(), /mine\.json/);
    assert.equal(await page.locator('.notice').count(), 0);
  });

  test('can be judged as of its own time, and the page says so', async () => {
    await page.getByRole('radio', { name: /own time/ }).check({ force: true });
    await page.waitForSelector('.verdict-agrees');
    assert.match(await page.locator('.as-of').innerText(), /the bundle’s own time, not the clock/);
  });

  test('that cannot be read is explained', async () => {
    await pick(file('broken.json', '{"format": '));
    await page.waitForSelector('.verdict-unreadable');
    assert.match(await page.locator('.verdict .refusal-reason').innerText(), /101 malformed_json/);
  });

  test('that is dropped on the page is taken', async () => {
    const drop = await page.evaluateHandle(
      ([bundle, policy]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([bundle], 'dropped.json', { type: 'application/json' }));
        transfer.items.add(new File([policy], 'policy.json', { type: 'application/json' }));
        return transfer;
      },
      [sampleFile('bundle.json'), sampleFile('policy.json')],
    );
    await page.dispatchEvent('body', 'dragover', { dataTransfer: drop });
    await page.waitForSelector('.load-over');
    await page.dispatchEvent('body', 'drop', { dataTransfer: drop });
    await page.waitForFunction(() => document.querySelector('.about')?.textContent.includes('dropped.json'));
  });

  test('from an address that answers is taken', async () => {
    await page.locator('#address').fill('sample/bundle.json');
    await page.getByRole('button', { name: 'Load' }).click();
    await page.waitForFunction(() => document.querySelector('.about')?.textContent.includes('/sample/bundle.json'));
  });

  test('from an address that is not https or doesn’t answer is explained', async () => {
    await page.locator('#address').fill('http://example.org/bundle.json');
    await page.getByRole('button', { name: 'Load' }).click();
    assert.match(await page.locator('.load-problem').innerText(), /only https/);
  });

  test('of another account than the policy’s is refused', async () => {
    const bundle = JSON.parse(sampleFile('bundle.json'));
    bundle.account = bundle.account.replace(/.{4}$/, '0000');
    await pick(file('other.json', JSON.stringify(bundle)));
    await page.waitForSelector('.verdict-refused, .verdict-unreadable');
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});
