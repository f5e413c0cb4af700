const names: Readonly<Record<string, string>> = {
  equity: 'Equity',
  equity_raw: 'Equity before haircuts',
  initial_margin: 'Initial margin',
  maintenance_margin: 'Maintenance margin',
  buffer: 'Buffer to liquidation',
  free_collateral: 'Free collateral',
  margin_ratio: 'Margin ratio',
  health: 'Health',
  leverage: 'Leverage',
};

/** The name of a report's figure, for a person: "liquidation_prices.p1" is "Liquidation of p1". */
export function figureName(figure: string): string {
  const known = names[figure];
  if (known !== undefined) return known;
  const liquidation = /^liquidation_prices?[.[]([^\]]+)\]?$/.exec(figure);
  if (liquidation !== null) return `Liquidation of ${liquidation[1]}`;
  const words = figure.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
