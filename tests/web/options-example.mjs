// The sample's account with options in portfolio margin, as the page offers it.
import { readFileSync } from 'node:fs';
import { readFixture } from './fixtures.mjs';

/** Bundle and policy as objects, and the time they are judged as of. */
export function optionsExample() {
  const { bundle, policy, expected } = readFixture('sample');
  const { positions, margin, instruments } = JSON.parse(readFileSync(new URL('../../demo/examples/options.json', import.meta.url), 'utf8'));
  const { reported: _, ...rest } = JSON.parse(bundle);
  const rules = JSON.parse(policy);
  return {
    bundle: { ...rest, positions },
    policy: { ...rules, margin: { ...rules.margin, ...margin, instruments: [...rules.margin.instruments, ...instruments] } },
    now: expected.now,
  };
}
