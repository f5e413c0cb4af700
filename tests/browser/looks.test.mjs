import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { openLook, openPage, root, useSite } from './site.mjs';

const site = useSite();
const screenshots = new URL('build/screenshots/', root);

before(() => mkdirSync(screenshots, { recursive: true }));

describe('looks', () => {
  const looks = [
    { name: 'light', width: 1280, scheme: 'light', part: null },
    { name: 'dark', width: 1280, scheme: 'dark', part: null },
    { name: 'phone-light', width: 390, scheme: 'light', part: null },
    { name: 'phone-dark-tampered', width: 390, scheme: 'dark', part: 'storage-proof' },
    { name: 'light-tampered', width: 1280, scheme: 'light', part: 'finality-branch' },
  ];
  for (const { name, width, scheme, part } of looks) {
    test(`fits its width and is kept as ${name}.png`, async () => {
      const page = await openLook(site, { scheme, width, part });
      await page.waitForTimeout(400);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      await page.screenshot({ path: new URL(`${name}.png`, screenshots).pathname, fullPage: true });
      await page.close();
    });
  }

  test('the theme chosen is kept over a reload', async () => {
    const { page } = await openPage(site);
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
    await page.reload();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    await page.getByRole('radio', { name: 'Auto' }).check({ force: true });
    await page.close();
  });
});
