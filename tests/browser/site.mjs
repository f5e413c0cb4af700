// The built page on a server of its own, and a browser to look at it with.
import { readFileSync } from 'node:fs';
import { after, before } from 'node:test';
import { createSiteServer } from '../../demo/scripts/serve.mjs';
import { startChromium, watchProblems } from './chromium.mjs';

export const root = new URL('../../', import.meta.url);

/** A document of the sample, as text. */
export const sampleFile = (name) => readFileSync(new URL(`tests/fixtures/sample/${name}`, root), 'utf8');

/** What is expected of the sample. */
export const expected = JSON.parse(sampleFile('expected.json'));

/** Starts server and browser before the tests of a file and ends them after. */
export function useSite() {
  const site = { address: '', browser: null, server: null };
  before(async () => {
    site.server = createSiteServer();
    await new Promise((resolve) => site.server.listen(0, '127.0.0.1', resolve));
    site.address = `http://127.0.0.1:${site.server.address().port}/`;
    site.browser = await startChromium({ viewport: { width: 1280, height: 900 } });
  });
  after(async () => {
    await site.browser?.close();
    site.server?.close();
  });
  return site;
}

/** A page that shows a verdict, and what went wrong in it. */
export async function openPage(site, at = site.address) {
  const page = await site.browser.context.newPage();
  const problems = await watchProblems(page);
  await page.goto(at);
  await page.waitForSelector('.verdict:not(.verdict-waiting)');
  return { page, problems };
}

/** A page in the given colours and width, where a part may be tampered with. */
export async function openLook(site, { scheme, width, part }) {
  const page = await site.browser.context.newPage();
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: 900 });
  await page.goto(site.address);
  await page.waitForSelector('.verdict-agrees');
  if (part !== null) {
    await page.locator(`input[name=tamper][value=${part}]`).check();
    await page.waitForSelector('.verdict-refused');
  }
  return page;
}

export const verdictOf = (page) => page.locator('.verdict h1').innerText();
