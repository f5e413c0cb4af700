// node tests/mock-server/main.mjs [FIXTURE [FAULT]]: serves until it is stopped, to try `clearmargin collect` by hand.
import * as faults from './faults.mjs';
import { startMockServer } from './mock-server.mjs';
import { recordedRollups } from './recorded-rollups.mjs';

const [fixture = 'sample', faultName] = process.argv.slice(2);
const fault = faultName === undefined ? null : faults[faultName];
if (fault === undefined) throw new Error(`there is no fault ${faultName}; there are ${Object.keys(faults).join(', ')}`);
const { parent, rollups } = recordedRollups(fixture);
const { url } = await startMockServer({ chains: [parent], fault });
const nodes = [];
for (const rollup of Object.values(rollups)) nodes.push(` --rpc ${rollup.chain}=${(await startMockServer({ chains: [rollup], fault })).url}`);
const chain = nodes.length === 0 ? '' : `${parent.chain}=`;
console.log(`clearmargin collect --policy tests/fixtures/${fixture}/policy.json --beacon ${chain}${url} --rpc ${chain}${url}${nodes.join('')} --now ${parent.now}`);
