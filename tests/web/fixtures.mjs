// The committed fixtures: bundle, policy and what is expected of them.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../fixtures/', import.meta.url);

export const fixturePath = (name, file) => fileURLToPath(new URL(`${name}/${file}`, folder));

/** Names of all fixtures. */
export const fixtureNames = readdirSync(folder).filter((name) => existsSync(fixturePath(name, 'expected.json')));

/** One fixture, its documents as text. */
export function readFixture(name) {
  const [bundle, policy, expected] = ['bundle.json', 'policy.json', 'expected.json'].map((file) => readFileSync(fixturePath(name, file), 'utf8'));
  return { bundle, policy, expected: JSON.parse(expected) };
}
