import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { createSiteServer } from '../../demo/scripts/serve.mjs';
import { figureText } from '../../web/dist/figure-text.js';
import { startChromium, watchProblems } from './chromium.mjs';

const root = new URL('../../', import.meta.url);
const sampleFile = (name) => readFileSync(new URL(`tests/fixtures/sample/${name}`, root), 'utf8');
const expected = JSON.parse(sampleFile('expected.json'));
const screenshots = new URL('build/screenshots/', root);

let server;
let browser;
let address;

before(async () => {
  mkdirSync(screenshots, { recursive: true });
  server = createSiteServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${server.address().port}/`;
  browser = await startChromium({ viewport: { width: 1280, height: 900 } });
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** A page that shows a verdict, and what went wrong in it. */
async function openPage(at = address) {
  const page = await browser.context.newPage();
  const problems = await watchProblems(page);
  await page.goto(at);
  await page.waitForSelector('.verdict:not(.verdict-waiting)');
  return { page, problems };
}

const verdictOf = (page) => page.locator('.verdict h1').innerText();
const settled = (page) => page.waitForSelector('main[aria-busy=false]');

describe('the sample', () => {
  let page;
  let problems;
  before(async () => ({ page, problems } = await openPage()));
  after(() => page.close());

  test('shows its verdict and says that it is a sample, judged as of its own time', async () => {
    assert.equal(await verdictOf(page), 'Verified');
    const said = await page.locator('.as-of').innerText();
    assert.match(said, /This is the sample/);
    assert.match(said, /the sample’s own time, not the clock/);
    assert.equal(await page.locator('.as-of time').getAttribute('datetime'), new Date(expected.now * 1000).toISOString());
  });

  test('shows every liquidation price that is expected', async () => {
    let seen = 0;
    for (const line of expected.margin.liquidation) {
      for (const direction of ['down', 'up']) {
        const value = line[`liquidation_${direction}`];
        const row = page.locator(`tr[data-scope="${line.scope}"][data-symbol="${line.symbol}"][data-direction="${direction}"]`);
        assert.equal(await row.count(), value === null ? 0 : 1, `${line.scope} ${line.symbol} ${direction}`);
        if (value === null) continue;
        const shown = row.locator('td[data-label="Liquidated at"]');
        assert.equal(await shown.innerText(), figureText({ value, unit: 'USD' }));
        assert.equal(await shown.locator('.number').getAttribute('title'), `${value} USD`);
        seen += 1;
      }
    }
    assert.ok(seen >= 3);
  });

  test('shows our figures beside the venue’s', async () => {
    for (const { figure, ours, theirs } of expected.comparison) {
      const row = page.locator(`tr[data-figure="${figure}"]`);
      assert.equal(await row.locator('td[data-label="Ours"]').innerText(), figureText({ value: ours, unit: 'USD' }), figure);
      assert.equal(await row.locator('td[data-label="Venue’s"]').innerText(), figureText({ value: theirs, unit: 'USD' }), figure);
      assert.match(await row.innerText(), /agrees/);
    }
  });

  test('names the evidence of every balance in words', async () => {
    for (const { vault, counted_value } of expected.collateral) {
      const row = page.locator(`tr[data-vault="${vault}"]`);
      assert.equal(await row.locator('.badge').innerText(), 'proven');
      assert.equal(await row.locator('td[data-label="Counts"]').innerText(), figureText({ value: counted_value, unit: 'USD' }));
    }
  });

  test('leads from the checkpoint to the balance', async () => {
    const steps = await page.locator('.evidence[open] .steps li').allInnerTexts();
    assert.match(steps[0], /^checkpoint/);
    assert.ok(steps.some((step) => /signed by 503 of 512/.test(step)));
    assert.ok(steps.some((step) => /storage slot/.test(step)));
    await page.getByLabel('whole hashes').check();
    const policy = JSON.parse(sampleFile('policy.json'));
    assert.match(await page.locator('.trust').innerText(), new RegExp(Object.values(policy.trust)[0].checkpoint));
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});

describe('the price slider', () => {
  let page;
  let problems;
  before(async () => ({ page, problems } = await openPage()));
  after(() => page.close());
  const line = expected.margin.liquidation.find(({ scope, liquidation_down }) => scope === 'cross' && liquidation_down !== null);

  const setPrice = async (price) => {
    await page.locator('#price').fill(String(price));
    await page.waitForTimeout(150);
  };

  test('says what a price does, just above and just below the liquidation price', async () => {
    const liquidation = Number(line.liquidation_down);
    await setPrice((liquidation + 0.5).toFixed(1));
    assert.match(await page.locator('.what-if-outcome .state').innerText(), /would stand/);
    await setPrice((liquidation - 0.5).toFixed(1));
    assert.match(await page.locator('.what-if-outcome .state').innerText(), /would be liquidated/);
  });

  test('moves with the arrow keys and computes again', async () => {
    await page.getByRole('button', { name: 'Reset' }).click();
    const slider = page.getByRole('slider');
    const equity = page.locator('.mini-figures dd').first();
    const before = await equity.innerText();
    await slider.focus();
    for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowLeft');
    await page.waitForFunction((text) => document.querySelector('.mini-figures dd').textContent !== text, before);
    assert.match(await slider.getAttribute('aria-valuetext'), /USD, −\d/);
  });

  test('goes by the asset chosen', async () => {
    await page.getByRole('radio', { name: 'BTC' }).check({ force: true });
    assert.match(await page.locator('.price-row label').innerText(), /^BTC/);
    assert.match(await page.locator('.curve-canvas').getAttribute('aria-label'), /liquidation if it rises to 181,565\.26/);
  });

  test('draws the curve', async () => {
    const painted = await page.locator('.curve-canvas canvas').evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    });
    assert.ok(painted > 2000);
  });

  test('ran without console errors and without violating its own policy', () => assert.deepEqual(problems, []));
});

describe('tampering', () => {
  let page;
  let problems;
  before(async () => ({ page, problems } = await openPage()));
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

describe('a bundle of one’s own', () => {
  let page;
  let problems;
  before(async () => {
    ({ page, problems } = await openPage());
    await page.locator('.load summary').click();
  });
  after(() => page.close());
  const file = (name, text) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  const pick = (...files) => page.locator('input[type=file]').setInputFiles(files);
  const mine = () => pick(file('mine.json', sampleFile('bundle.json')), file('policy.json', sampleFile('policy.json')));

  test('from files is judged by the clock, and is too old for it', async () => {
    await mine();
    await page.waitForSelector('.verdict-refused');
    assert.match(await page.locator('.as-of').innerText(), /by this device’s clock/);
    assert.match(await page.locator('.refusal-list').innerText(), /header_too_old|checkpoint_too_old/);
    assert.match(await page.locator('.about').innerText(), /mine\.json/);
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
    const url = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).find((name) => /bundle-.*\.json$/.test(name)));
    await page.locator('#address').fill(url);
    await page.getByRole('button', { name: 'Load' }).click();
    await page.waitForFunction(() => /bundle-.*\.json/.test(document.querySelector('.about')?.textContent));
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

describe('the page itself', () => {
  test('works under a sub path', async () => {
    const other = createSiteServer({ base: '/tools/clearmargin/' });
    await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { page, problems } = await openPage(`http://127.0.0.1:${other.address().port}/tools/clearmargin/`);
    assert.equal(await verdictOf(page), 'Verified');
    assert.deepEqual(problems, []);
    await page.close();
    other.close();
  });

  test('asks nobody but its own origin', async () => {
    const page = await browser.context.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(address);
    await page.waitForSelector('.verdict-agrees');
    await page.close();
    assert.ok(asked.length > 0);
    assert.deepEqual(asked.filter((url) => !url.startsWith(address)), []);
  });

  test('opens again, verifies and tampers with the network off', async () => {
    const own = await startChromium();
    try {
      const page = await own.context.newPage();
      await page.goto(address);
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
    const response = await fetch(address);
    const sent = response.headers.get('content-security-policy');
    const { page } = await openPage();
    const meta = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    await page.close();
    assert.equal(sent, `${meta}; frame-ancestors 'none'`);
    assert.match(meta, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; /);
    assert.doesNotMatch(meta, /unsafe-inline|'unsafe-eval'|data:|blob:|\*/);
  });

  test('lets its policy refuse an inline script, an inline style and an unknown origin', async () => {
    const page = await browser.context.newPage();
    await page.goto(address);
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

describe('accessibility', () => {
  const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', root), 'utf8');
  const states = [
    ['light', 1280, null],
    ['dark', 1280, null],
    ['light', 390, 'signature'],
    ['dark', 390, 'storage-proof'],
  ];
  for (const [scheme, width, part] of states) {
    test(`has no fault that axe finds: ${scheme}, ${width} px${part === null ? '' : `, tampered ${part}`}`, async () => {
      const page = await browser.context.newPage();
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(address);
      await page.waitForSelector('.verdict-agrees');
      if (part !== null) {
        await page.locator(`input[name=tamper][value=${part}]`).check();
        await page.waitForSelector('.verdict-refused');
      }
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
      await page.close();
      assert.deepEqual(faults, []);
    });
  }

  test('can be walked with the keyboard: skip link first, then every control', async () => {
    const { page } = await openPage();
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
    const { page } = await openPage();
    const live = page.locator('.verdict [aria-live=polite]');
    assert.match(await live.innerText(), /Verified/);
    await page.locator('input[name=tamper][value=balance]').check();
    await page.waitForSelector('.verdict-refused');
    assert.match(await live.innerText(), /Refused/);
    await page.close();
  });
});

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
      const page = await browser.context.newPage();
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(address);
      await page.waitForSelector('.verdict-agrees');
      if (part !== null) {
        await page.locator(`input[name=tamper][value=${part}]`).check();
        await page.waitForSelector('.verdict-refused');
      }
      await page.waitForTimeout(400);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      await page.screenshot({ path: new URL(`${name}.png`, screenshots).pathname, fullPage: true });
      await page.close();
    });
  }

  test('the theme chosen is kept over a reload', async () => {
    const { page } = await openPage();
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
    await page.reload();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    await page.getByRole('radio', { name: 'Auto' }).check({ force: true });
    await page.close();
  });
});
