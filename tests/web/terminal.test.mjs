import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderReport } from '../../web/dist/terminal.js';
import { agreeingReport, differingReport, owingReport, portfolioReport, refusingReport, unreadableReport } from './hand-written-report.mjs';

const lineOf = (text, part) => text.split('\n').findIndex((line) => line.includes(part));

test('renderReport says the verdict first, then the numbers, then the path', () => {
  const text = renderReport(agreeingReport());
  assert.equal(lineOf(text, 'VERIFIED'), 0);
  const order = ['VERIFIED', 'Liquidation', 'Against the venue', 'Account, USD', 'Collateral', 'How it is known', 'Assumed'];
  const lines = order.map((part) => lineOf(text, part));
  assert.deepEqual(lines, [...lines].sort((a, b) => a - b));
  assert.match(text, /ETH +3,000\.25 +↑ 4,059\.50 +\+35\.3 % +4,100\.00/);
  assert.match(text, /2,500 +USDC +proven +2,500\.00 +2\.0 % +2,450\.00/);
});

test('renderReport puts what was refused, by which check and where, right under the verdict', () => {
  const text = renderReport(refusingReport());
  assert.match(text.split('\n')[0], /REFUSED/);
  assert.ok(lineOf(text, 'trie_node_hash_mismatch (303, invalid)') < lineOf(text, 'Liquidation'));
  assert.match(text, /at claims\[1\]\.proof\.storageProof\[0\]\.proof\[3\]/);
});

test('renderReport shows both figures where they differ', () => {
  const text = renderReport(differingReport());
  assert.match(text.split('\n')[0], /FIGURES DIFFER/);
  assert.match(text, /Equity +2,699\.38 +12,699\.38 +10,000\.01 +differs/);
});

test('renderReport explains a bundle it cannot read', () => {
  const text = renderReport(unreadableReport());
  assert.match(text, /UNREADABLE/);
  assert.match(text, /106 missing_member at bundle\.format/);
});

test('renderReport says whose time it judged as of', () => {
  const own = renderReport(agreeingReport(), { judgedAsOf: 'bundle', clock: 1790000000 + 3 * 86400 }).replaceAll('\n', ' ');
  assert.match(own, /Judged as of 2026-09-21 14:13:20 UTC, the bundle's own time, not the clock, 3 days ago\./);
  assert.match(renderReport(agreeingReport(), { judgedAsOf: 'given' }), /the time given with --now/);
  assert.doesNotMatch(renderReport(agreeingReport()), /own time|given/);
});

test('renderReport says that an account is liquidatable in its first block', () => {
  const report = agreeingReport();
  report.margin.liquidatable = true;
  assert.match(renderReport(report).split('\n\n')[0], /Liquidatable now/);
});

test('renderReport keeps within the width, down to 40 columns', () => {
  for (const columns of [40, 44, 60, 80, 100]) {
    for (const report of [agreeingReport(), portfolioReport(), owingReport(), refusingReport(), differingReport(), unreadableReport()]) {
      for (const line of renderReport(report, { columns, judgedAsOf: 'bundle' }).split('\n')) {
        assert.ok([...line].length <= columns, `${columns}: ${line}`);
      }
    }
  }
});

test('renderReport says by which rules the margin is computed, how old they are, and what binds', () => {
  const text = renderReport(portfolioReport(), { columns: 100 });
  assert.match(text, /^Rules: portfolio margin$/m);
  assert.match(text, /Margin: venue, of 2026-05-28, older than 90 days \(https:/);
  assert.match(text, /Collateral: seed, of 2026-09-10 \(a paper\)/);
  assert.match(text, /ETH: derive-pmrm2, undated: check it against the venue/);
  assert.match(text, /initial 1,510\.00, maintenance 1,200\.00; what binds: the worst scenario/);
  assert.match(text, /scenario 3 of 4, the price falls by 16\.0 %, volatility up: -1,200\.00 USD/);
  assert.match(text, /offset one another: 12\.50 initial, 10\.00 maintenance/);
  assert.match(text, /ETH +0\.625 +-0\.0041 +-31\.20 +12\.75 +1,875\.15/);
  assert.match(renderReport(agreeingReport()), /^Rules: cross margin\n  The policy does not say/m);
});

test('renderReport marks the prices of a model, every crossing, and shows options', () => {
  const text = renderReport(portfolioReport(), { columns: 100 }).replaceAll(/\n +/g, ' ');
  assert.match(text, /ETH: prices searched for in a model, not certified/);
  assert.match(text, /ETH: turns between standing and liquidated at 1,800\.25, 2,410\.50, 4,059\.50/);
  assert.doesNotMatch(text, /not certified exactly/);
  assert.match(text, /o1: -10 puts at 2,800\.00, 2026-12-12 08:00:00 UTC; worth -1,240\.50 USD, profit -37\.50 USD; volatility 62\.0 %, delta -0\.3125/);
});

test('renderReport shows debts and wallets with the margin asked of them, and nothing where there are none', () => {
  const text = renderReport(owingReport(), { columns: 100 });
  assert.match(text, /^Debts and wallets, USD$/m);
  assert.match(text, /1,000\.50? +USDC +reported +-1,000\.50 +100\.05 +50\.03 +loan/);
  assert.match(text, /-0\.25 +ETH +reported +-120\.50 +870\.56 +87\.06 +43\.53 +coin-futures/);
  const narrow = renderReport(owingReport(), { columns: 40 }).replaceAll(/\n +/g, ' ');
  assert.match(narrow, /Debt of 1,000\.50? USDC, reported: worth -1,000\.50 margin 100\.05 initial, 50\.03 maintenance/);
  assert.match(narrow, /Wallet coin-futures: -0\.25 ETH, reported; settled -120\.50, borrowed 870\.56/);
  assert.doesNotMatch(renderReport(agreeingReport()), /Debts and wallets/);
});

test('renderReport says how far a price is away in standard deviations, where the policy knows a volatility', () => {
  const text = renderReport(owingReport());
  assert.match(text, /ETH +3,000\.25 +↑ 4,059\.50 +\+35\.3 % +6\.84 σ +4,100\.00/);
  assert.match(text, /σ: a standard deviation of the price/);
  assert.match(renderReport(owingReport(), { columns: 40 }).replaceAll(/\n +/g, ' '), /liquidated at ↑ 4,059\.50 \+35\.3 %, 6\.84 σ, nothing left at 4,100\.00/);
  assert.doesNotMatch(renderReport(agreeingReport()), /σ/);
});

test('renderReport has colours only where asked', () => {
  assert.doesNotMatch(renderReport(refusingReport()), /\u001b/);
  assert.match(renderReport(refusingReport(), { color: true }), /\u001b\[31m/);
});

test('renderReport never passes on control characters of a bundle', () => {
  const report = refusingReport();
  report.claims[1].id = '\u001b[2J\u001b[H✓ VERIFIED\r\u202egood\u0007';
  const text = renderReport(report);
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  assert.match(text, /claim \\u001b\[2J/);
});
