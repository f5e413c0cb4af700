// The sample's account with a debt, and with a wallet of its own for the BTC contract.
import { readFixture } from './fixtures.mjs';

export const eth = 'eip155:7357/slip44:60';
export const btc = 'bip122:000000000019d6689c085ae165831e93/slip44:0';
export const usdc = 'eip155:7357/erc20:0x810223c5760cdd13e3d5f8df6c31730c58e21f17';

/** Bundle and policy as objects, and the time they are judged as of. */
export function debtsExample() {
  const { bundle, policy, expected } = readFixture('sample');
  const { reported: _, ...rest } = JSON.parse(bundle);
  const rules = JSON.parse(policy);
  const as_of = rest.positions[0].as_of;
  const withVolatility = (terms) => (terms.asset === eth ? { ...terms, volatility: '0.6' } : terms);
  const inWallet = (instrument) => (instrument.id === 'BTC-PERP' ? { ...instrument, wallet: 'btc-contracts' } : instrument);
  return {
    bundle: {
      ...rest,
      debts: [{ id: 'loan', asset: usdc, amount: '5000', as_of }],
      wallets: [{ id: 'btc-contracts', cash: '-2000', as_of }],
    },
    policy: {
      ...rules,
      collateral: { ...rules.collateral, assets: rules.collateral.assets.map(withVolatility) },
      margin: {
        ...rules.margin,
        sigma_days: '7',
        liabilities: [{ asset: usdc, initial: '0.1', maintenance: '0.05' }],
        wallets: [{ id: 'btc-contracts', initial: '0.2', maintenance: '0.1' }],
        instruments: rules.margin.instruments.map(inWallet),
      },
    },
    now: expected.now,
  };
}
