// A report in the documented form, written by hand: for tests of what is shown, not of what is true.
const usd = (value, from = [0]) => ({ value, unit: 'USD', level: 'reported', from });
const none = (reason) => ({ value: null, unit: 'USD', reason, level: 'reported', from: [] });
const hash = (byte) => `0x${byte.repeat(32)}`;

export const trieError = {
  code: 303,
  name: 'trie_node_hash_mismatch',
  kind: 'invalid',
  where: 'claims[1].proof.storageProof[0].proof[3]',
  expected: 'expected a node that hashes to 0xaaaa, got one that hashes to 0xbbbb',
};

export function agreeingReport() {
  const account = `eip155:1:0x${'ab'.repeat(20)}`;
  const usdc = `eip155:1/erc20:0x${'a0'.repeat(20)}`;
  const ether = 'eip155:1/slip44:60';
  const amount = { value: '2500', unit: 'USDC', level: 'proven', from: [0] };
  return {
    format: 'clearmargin/report/1',
    now: 1790000000,
    verdict: { status: 'agrees', exit_code: 0, sentence: 'Every claim is proven and the venue’s figures agree with ours.' },
    account,
    evidence: [
      {
        level: 'proven',
        rests_on: "Ethereum's sync committee",
        chain: 'eip155:1',
        block: '22186786',
        block_hash: hash('11'),
        as_of: 1789999000,
        age: 1000,
        path: [
          `checkpoint ${hash('22')}`,
          `finalized header signed by 512 of 512 members of the sync committee`,
          `execution block 22186786 ${hash('11')}`,
          `account proof of 0x${'cd'.repeat(20)}`,
          `storage slot ${hash('33')}`,
        ],
      },
      {
        level: 'reported',
        rests_on: 'what the source says',
        chain: null,
        block: null,
        block_hash: null,
        as_of: 1790000000,
        age: 0,
        path: ['source venue'],
      },
    ],
    chains: [
      {
        chain: 'eip155:1',
        kind: 'ethereum',
        network: 'mainnet',
        status: 'verified',
        error: null,
        checkpoint: { root: hash('22'), slot: '11400000', time: 1789990000, age: 10000, max_age: 1209600 },
        finalized: {
          slot: '11400960',
          root: hash('44'),
          number: '22186786',
          hash: hash('11'),
          state_root: hash('55'),
          time: 1789999000,
          age: 1000,
          participation: 512,
          committee_size: 512,
        },
        optimistic: null,
        finality_lag: { slots: '0', seconds: 0 },
        min_participation: 342,
        updates: [{ path: 'chains.eip155:1.updates[0]', accepted: true, participation: 512, error: null }],
      },
    ],
    claims: [
      {
        id: 'usdc',
        path: 'claims[0]',
        chain: 'eip155:1',
        vault: 'usdc-vault',
        account,
        status: 'counted',
        asset: usdc,
        symbol: 'USDC',
        amount,
        error: null,
      },
    ],
    collateral: [
      {
        vault: 'usdc-vault',
        account,
        chain: 'eip155:1',
        asset: usdc,
        symbol: 'USDC',
        amount,
        price: usd('1'),
        value: usd('2500'),
        haircut: '0.02',
        counted_value: usd('2450'),
      },
    ],
    margin: {
      mode: 'cross',
      trigger: 'strict',
      error: null,
      preset: null,
      collateral_preset: null,
      equity_raw: usd('2749.375'),
      equity: usd('2699.375'),
      initial_margin: usd('75.00625'),
      maintenance_margin: usd('37.503125'),
      margin_ratio: { value: '0.013893', unit: '1', level: 'reported', from: [0, 1] },
      health: { value: '71.977335', unit: '1', level: 'reported', from: [0, 1] },
      free_collateral: usd('2624.36875'),
      buffer: usd('2661.871875'),
      leverage: { value: '2.728', unit: '1', level: 'reported', from: [0, 1] },
      level: 'OK',
      liquidatable: false,
      liquidation: [
        {
          scope: 'cross',
          underlying: ether,
          symbol: 'ETH',
          mark: usd('3000.25', [1]),
          liquidation_down: none('never'),
          liquidation_up: usd('4059.5', [0, 1]),
          bankruptcy_down: none('never'),
          bankruptcy_up: usd('4100', [0, 1]),
          distance_down: none('never'),
          distance_up: { value: '0.35305391', unit: '1', level: 'reported', from: [0, 1] },
          certified: true,
        },
      ],
      positions: [
        {
          id: 'p1',
          instrument: 'ETH-PERP',
          underlying: ether,
          margin_mode: 'cross',
          qty: { value: '-2.5', unit: 'ETH', level: 'reported', from: [1] },
          entry: usd('3100', [1]),
          mark: usd('3000.25', [1]),
          notional: usd('7500.625', [1]),
          pnl: usd('249.375', [1]),
          funding: usd('0', [1]),
          initial_margin: usd('75.00625', [1]),
          maintenance_margin: usd('37.503125', [1]),
        },
      ],
      isolated: [],
    },
    comparison: [
      { figure: 'equity', ours: usd('2699.375'), theirs: usd('2699.38'), difference: usd('0.005'), agrees: true },
      { figure: 'liquidation_prices.p1', ours: usd('4059.5'), theirs: usd('4059.5'), difference: usd('0'), agrees: true },
    ],
    inputs: { collateral: [], prices: [], positions: [] },
    refused: [],
    assumptions: ['USDC counts as 1 USD: the policy says so.'],
    warnings: [],
    ignored: ['chains.eip155:1.comment'],
    error: null,
  };
}

export function refusingReport() {
  const report = agreeingReport();
  return {
    ...report,
    verdict: { status: 'refused', exit_code: 3, sentence: 'One claim was refused; it counts nothing.' },
    claims: [
      ...report.claims,
      { ...report.claims[0], id: 'weth', path: 'claims[1]', vault: 'weth-vault', status: 'refused', asset: '', symbol: '', amount: null, error: trieError },
    ],
  };
}

export function differingReport() {
  const report = agreeingReport();
  return {
    ...report,
    verdict: { status: 'differs', exit_code: 4, sentence: 'All is sound, but the venue’s equity is not ours.' },
    comparison: [
      { figure: 'equity', ours: usd('2699.375'), theirs: usd('12699.38'), difference: usd('10000.005'), agrees: false },
    ],
  };
}

export function unreadableReport() {
  return {
    format: 'clearmargin/report/1',
    now: 1790000000,
    verdict: { status: 'unreadable', exit_code: 2, sentence: 'The bundle cannot be read.' },
    account: '',
    evidence: [],
    chains: [],
    claims: [],
    collateral: [],
    margin: null,
    comparison: [],
    inputs: { collateral: [], prices: [], positions: [] },
    refused: [],
    assumptions: [],
    warnings: [],
    ignored: [],
    error: { code: 106, name: 'missing_member', kind: 'invalid', where: 'bundle.format', expected: 'expected a member "format"' },
  };
}
