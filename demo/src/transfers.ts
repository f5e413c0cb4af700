import { compareDecimals, decimal, type AssetId, type CollateralInput, type Decimal, type MarginInputs, type Policy } from 'clearmargin';

/** A balance that can be moved, and the vaults it can be moved to. */
export interface Transfer {
  readonly from: CollateralInput;
  readonly symbol: string;
  readonly to: readonly Destination[];
}

/** A vault of the policy, and the chain it lies on. */
export interface Destination {
  readonly vault: string;
  readonly chain: string;
}

/** Every balance with somewhere to go: another vault of the same asset, or of one priced as it. */
export function transfersOf(policy: Policy, { collateral }: MarginInputs): readonly Transfer[] {
  return collateral.flatMap((from) => {
    const to = policy.vaults
      .filter(({ id, asset }) => id !== from.vault && pricedAs(policy, asset) === pricedAs(policy, from.asset))
      .map(({ id, chain }) => ({ vault: id, chain }));
    const hasSome = compareDecimals(decimal(from.amount), '0' as Decimal) > 0;
    return to.length === 0 || !hasSome ? [] : [{ from, symbol: symbolOf(policy, from.asset), to }];
  });
}

/** The asset whose price it takes, by however many steps. */
function pricedAs(policy: Policy, asset: AssetId): AssetId {
  let priced = asset;
  for (let steps = 0; steps < policy.assets.length; steps += 1) {
    const next = policy.assets.find(({ id }) => id === priced)?.same_price_as;
    if (next === undefined) break;
    priced = next;
  }
  return priced;
}

export function symbolOf(policy: Policy, asset: AssetId): string {
  return policy.assets.find(({ id }) => id === asset)?.symbol ?? asset;
}
