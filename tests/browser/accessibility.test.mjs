import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { openLook, openPage, root, useSite } from './site.mjs';
import { tryOut } from './trials.mjs';

const site = useSite();

describe('accessibility', () => {
  const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', root), 'utf8');
  const states = [
    ['light', 1280, null],
    ['dark', 1280, null],
    ['light', 390, 'signature'],
    ['dark', 390, 'storage-proof'],
    ['light', 1280, null, 'order'],
    ['dark', 390, null, 'order'],
    ['light', 390, null, 'transfer'],
    ['dark', 1280, null, 'reach'],
  ];
  for (const [scheme, width, part, trial] of states) {
    const state = [`${width} px`, part && `tampered ${part}`, trial && `trying: ${trial}`].filter(Boolean);
    test(`has no fault that axe finds: ${scheme}, ${state.join(', ')}`, async () => {
      const page = await openLook(site, { scheme, width, part });
      if (trial !== undefined) await tryOut[trial](page);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
      await page.close();
      assert.deepEqual(faults, []);
    });
  }

  test('can be walked with the keyboard: skip link first, then every control', async () => {
    const { page } = await openPage(site);
    const reached = new Set();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip-link');
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => document.activeElement.name || document.activeElement.id || document.activeElement.className || document.activeElement.tagName));
    }
    await page.close();
    for (const control of ['theme', 'asset', 'price', 'slider', 'tamper']) assert.ok(reached.has(control), `${control} of ${[...reached]}`);
  });

  test('tells a screen reader the verdict when it changes', async () => {
    const { page } = await openPage(site);
    const live = page.locator('.verdict [aria-live=polite]');
    assert.match(await live.innerText(), /Verified/);
    await page.locator('input[name=tamper][value=balance]').check();
    await page.waitForSelector('.verdict-refused');
    assert.match(await live.innerText(), /Refused/);
    await page.close();
  });
});
