import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSiteServer } from '../../demo/scripts/serve.mjs';
import { startChromium } from './chromium.mjs';
import { openPage, useSite, verdictOf } from './site.mjs';

const site = useSite();

describe('the page itself', () => {
  test('works under a sub path', async () => {
    const other = createSiteServer({ base: '/tools/clearmargin/' });
    await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { page, problems } = await openPage(site, `http://127.0.0.1:${other.address().port}/tools/clearmargin/`);
    assert.equal(await verdictOf(page), 'Verified');
    assert.deepEqual(problems, []);
    await page.close();
    other.close();
  });

  test('asks nobody but its own origin', async () => {
    const page = await site.browser.context.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(site.address);
    await page.waitForSelector('.verdict-agrees');
    await page.close();
    assert.ok(asked.length > 0);
    assert.deepEqual(asked.filter((url) => !url.startsWith(site.address)), []);
  });

  test('opens again, verifies and tampers with the network off', async () => {
    const own = await startChromium();
    try {
      const page = await own.context.newPage();
      await page.goto(site.address);
      await page.waitForSelector('.verdict-agrees');
      await page.evaluate(() => navigator.serviceWorker.ready);
      await own.context.setOffline(true);
      await page.locator('input[name=tamper][value=balance]').check();
      await page.waitForSelector('.verdict-refused');
      await page.reload();
      await page.waitForSelector('.verdict-agrees');
      assert.equal(await verdictOf(page), 'Verified');
    } finally {
      await own.close();
    }
  });

  test('carries the policy that the server also sends', async () => {
    const response = await fetch(site.address);
    const sent = response.headers.get('content-security-policy');
    const { page } = await openPage(site);
    const meta = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    await page.close();
    assert.equal(sent, `${meta}; frame-ancestors 'none'`);
    assert.match(meta, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; /);
    assert.doesNotMatch(meta, /unsafe-inline|'unsafe-eval'|data:|blob:|\*/);
  });

  test('lets its policy refuse an inline script, an inline style and an unknown origin', async () => {
    const page = await site.browser.context.newPage();
    await page.goto(site.address);
    const violated = await page.evaluate(async () => {
      const seen = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      document.body.setAttribute('style', 'color: red');
      await fetch('http://192.0.2.1/').catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { seen, injected: window.injected === true };
    });
    await page.close();
    assert.equal(violated.injected, false);
    assert.deepEqual([...new Set(violated.seen)].sort(), ['connect-src', 'script-src-elem', 'style-src-attr']);
  });
});
