// node tests/mock-server/main.mjs [FIXTURE [FAULT]]: serves until it is stopped, to try `clearmargin collect` by hand.
import * as faults from './faults.mjs';
import { startMockServer } from './mock-server.mjs';
import { recordedChain } from './recorded-chain.mjs';

const [fixture = 'sample', faultName] = process.argv.slice(2);
const fault = faultName === undefined ? null : faults[faultName];
if (fault === undefined) throw new Error(`there is no fault ${faultName}; there are ${Object.keys(faults).join(', ')}`);
const chain = recordedChain(fixture);
const { url } = await startMockServer({ chains: [chain], fault });
console.log(`clearmargin collect --policy tests/fixtures/${fixture}/policy.json --beacon ${url} --rpc ${url} --now ${chain.now}`);
