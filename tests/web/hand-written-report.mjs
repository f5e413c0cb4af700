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
      model: false,
      preset: null,
      collateral_preset: null,
      option_margin: null,
      portfolio: null,
      greeks: [],
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
          sigmas_down: { ...none('never'), unit: '1' },
          sigmas_up: { ...none('no_volatility'), unit: '1' },
          certified: true,
          model: false,
          crossings: [],
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
          option: null,
        },
      ],
      isolated: [],
      debts: [],
      wallets: [],
    },
    comparison: [
      { figure: 'equity', ours: usd('2699.375'), theirs: usd('2699.38'), difference: usd('0.005'), agrees: true },
      { figure: 'liquidation_prices.p1', ours: usd('4059.5'), theirs: usd('4059.5'), difference: usd('0'), agrees: true },
    ],
    inputs: { collateral: [], prices: [], positions: [], debts: [], wallets: [] },
    refused: [],
    assumptions: ['USDC counts as 1 USD: the policy says so.'],
    warnings: [],
    ignored: ['chains.eip155:1.comment'],
    error: null,
  };
}

/** Of an account with options in portfolio mode, by numbers that are old. */
export function portfolioReport() {
  const report = agreeingReport();
  const { margin } = report;
  const ether = (value) => ({ value, unit: 'ETH', level: 'reported', from: [0, 1] });
  const [perpetual] = margin.positions;
  const [line] = margin.liquidation;
  const old = { source: 'https://docs.venue.example/margin', as_of: 1780000000, old: true };
  const option = {
    ...perpetual,
    id: 'o1',
    instrument: 'ETH-PUT',
    qty: { value: '-10', unit: 'contracts', level: 'reported', from: [1] },
    initial_margin: none('netted'),
    maintenance_margin: none('netted'),
    pnl: usd('-37.5', [1]),
    option: { right: 'put', style: 'linear', strike: '2800', expiry: 1797062400, volatility: '0.62', forward: '3010', value: usd('-1240.5'), delta: '-0.3125' },
  };
  return {
    ...report,
    margin: {
      ...margin,
      mode: 'portfolio',
      model: true,
      preset: { name: 'venue', ...old },
      collateral_preset: { name: 'seed', source: 'a paper', as_of: 1789000000, old: false },
      portfolio: {
        offset_credit: { initial: usd('12.5'), maintenance: usd('10') },
        units: [
          {
            underlying: line.underlying,
            symbol: 'ETH',
            preset: 'derive-pmrm2',
            source: 'https://venue.example/pm',
            as_of: null,
            old: true,
            parameters: { spot_shock: '0.15' },
            risk_cancelling: false,
            initial_margin: usd('1510'),
            maintenance_margin: usd('1200'),
            binding: 'scenario',
            worst_scenario: { index: 2, move: '-0.16', volatility: 'up' },
            settlement: 'USD',
            profits: ['310.5', '0', '-1200', '-40.25'],
          },
        ],
      },
      greeks: [
        {
          underlying: line.underlying,
          symbol: 'ETH',
          delta: ether('0.625'),
          gamma: { ...ether('-0.0041'), unit: '1' },
          vega: usd('-31.2'),
          theta: usd('12.75'),
          rho: usd('1.5'),
          vanna: usd('0.25'),
          volga: usd('-3.5'),
          cash_delta: usd('1875.15'),
          cash_gamma: usd('-369.06'),
        },
      ],
      liquidation: [
        { ...line, liquidation_down: usd('2410.5', [0, 1]), distance_down: { value: '0.196567', unit: '1', level: 'reported', from: [0, 1] }, certified: false, model: true, crossings: ['1800.25', '2410.5', '4059.5'] },
      ],
      positions: [{ ...perpetual, initial_margin: none('netted'), maintenance_margin: none('netted') }, option],
    },
    warnings: ['preset_old: the numbers of "venue" are more than 90 days old'],
  };
}

/** Of an account that owes USDC and whose contracts in coin are settled into a wallet that is below zero. */
export function owingReport() {
  const report = agreeingReport();
  const [line] = report.margin.liquidation;
  const usdc = report.collateral[0].asset;
  const own = { level: 'reported', from: [1] };
  return {
    ...report,
    margin: {
      ...report.margin,
      liquidation: [{ ...line, sigmas_up: { value: '6.8412345678', unit: '1', level: 'reported', from: [0, 1] } }],
      debts: [
        {
          id: 'loan',
          asset: usdc,
          symbol: 'USDC',
          chain: null,
          amount: { value: '1000.5', unit: 'USDC', ...own },
          price: usd('1', [1]),
          value: usd('-1000.5', [1]),
          initial_margin: usd('100.05', [1]),
          maintenance_margin: usd('50.025', [1]),
        },
      ],
      wallets: [
        {
          id: 'coin-futures',
          cash: { value: '-0.25', unit: 'ETH', ...own },
          settled: usd('-120.5', [1]),
          borrowed: usd('870.5625', [1]),
          initial_margin: usd('87.05625', [1]),
          maintenance_margin: usd('43.528125', [1]),
        },
      ],
    },
    inputs: {
      ...report.inputs,
      debts: [{ id: 'loan', asset: usdc, chain: null, amount: '1000.5', ...own }],
      wallets: [{ id: 'coin-futures', cash: '-0.25', ...own }],
    },
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
    inputs: { collateral: [], prices: [], positions: [], debts: [], wallets: [] },
    refused: [],
    assumptions: [],
    warnings: [],
    ignored: [],
    error: { code: 106, name: 'missing_member', kind: 'invalid', where: 'bundle.format', expected: 'expected a member "format"' },
  };
}
