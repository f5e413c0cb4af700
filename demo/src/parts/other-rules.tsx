import { type CollateralAsset, type CollateralTiers, type MarginRequest, type Policy, type Report, type Verifier } from 'clearmargin';
import { useMemo, useState } from 'react';
import { useMargin } from '../use-margin.js';
import { LiquidationTable } from './liquidation-table.js';
import { Section } from './section.js';
import { marginOf, marginRequest, Outcome } from './what-if.js';

interface OtherRulesProps {
  readonly report: Report;
  readonly policy: Policy;
  readonly verifier: Verifier | null;
}

/** Haircuts and brackets of the policy, to be changed and tried. The policy itself stays what it is. */
export function OtherRules({ report, policy, verifier }: OtherRulesProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (report.margin === null || report.margin.error !== null) return null;
  return (
    <Section title="What if the rules were others?" lead="Other haircuts and brackets, tried on the same balances and positions.">
      <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>Change haircuts and brackets</summary>
        {isOpen && <Editor report={report} policy={policy} verifier={verifier} />}
      </details>
    </Section>
  );
}

function Editor({ report, policy, verifier }: OtherRulesProps) {
  const [changed, setChanged] = useState(policy);
  const request = useMemo<MarginRequest>(() => marginRequest(report, changed), [report, changed]);
  const reply = useMargin(verifier, request);
  const symbolOf = (id: string) => policy.assets.find((asset) => asset.id === id)?.symbol ?? id;
  const isShared = (id: string) => policy.collateral.assets.some(({ asset }) => asset !== id && symbolOf(asset) === symbolOf(id));
  const nameOf = (id: string) => (isShared(id) ? `${symbolOf(id)} on ${id.split('/')[0] ?? id}` : symbolOf(id));
  const margin = marginOf(reply) ?? (report.margin?.error === null ? report.margin : null);
  return (
    <>
      {changed.collateral.assets.flatMap((terms, i) =>
        terms.tiers === undefined
          ? [
              <Share
                key={terms.asset}
                label={`Haircut of ${nameOf(terms.asset)}`}
                value={terms.haircut}
                onChange={(haircut) => setChanged(withTerms(changed, i, { ...terms, haircut }))}
              />,
            ]
          : terms.tiers.rows.map((row, k) => (
              <Share
                key={`${terms.asset} ${k}`}
                label={`What counts of ${nameOf(terms.asset)} ${sliceText(terms.tiers, k, symbolOf(terms.asset))}`}
                value={row.ratio}
                onChange={(ratio) => setChanged(withTerms(changed, i, { ...terms, tiers: withRatio(terms.tiers, k, ratio) }))}
              />
            )),
      )}
      {changed.margin.instruments.flatMap((instrument, i) =>
        (instrument.kind === 'option' ? [] : instrument.tiers).map((tier, k) => (
          <Share
            key={`${instrument.id} ${tier.floor}`}
            label={`Maintenance of ${instrument.id} from ${tier.floor} USD`}
            value={tier.mmr}
            most={0.2}
            onChange={(value) => setChanged(withMaintenance(changed, i, k, value))}
          />
        )),
      )}
      <button type="button" className="button" disabled={changed === policy} onClick={() => setChanged(policy)}>
        The policy’s own
      </button>
      {margin !== null && <Outcome margin={margin} reply={reply} isMoved={changed !== policy} />}
      {margin !== null && <LiquidationTable report={{ ...report, margin }} policy={changed} />}
    </>
  );
}

interface ShareProps {
  readonly label: string;
  readonly value: string;
  readonly most?: number;
  readonly onChange: (value: string) => void;
}

/** A part of one, in steps of a tenth of a percent. */
function Share({ label, value, most = 1, onChange }: ShareProps) {
  return (
    <label className="share">
      <span>
        {label}: <span className="number">{(Number(value) * 100).toFixed(1)} %</span>
      </span>
      <input type="range" className="slider" min={0} max={most} step={0.001} value={Number(value)} onChange={({ target }) => onChange(Number(target.value).toFixed(3))} />
    </label>
  );
}

/** "up to 10 BTC", "from 10 to 20 BTC", "beyond 20 BTC". */
function sliceText({ unit, rows }: CollateralTiers, place: number, symbol: string): string {
  const name = unit === 'usd' ? 'USD' : symbol;
  const from = rows[place - 1]?.up_to;
  const to = rows[place]?.up_to;
  if (to === undefined) return from === undefined ? 'of any size' : `beyond ${from} ${name}`;
  return from === undefined ? `up to ${to} ${name}` : `from ${from} to ${to} ${name}`;
}

function withRatio(tiers: CollateralTiers, place: number, ratio: string): CollateralTiers {
  return { ...tiers, rows: tiers.rows.map((row, i) => (i === place ? { ...row, ratio } : row)) };
}

function withTerms(policy: Policy, place: number, terms: CollateralAsset): Policy {
  const assets = policy.collateral.assets.map((asset, i) => (i === place ? terms : asset));
  return { ...policy, collateral: { ...policy.collateral, assets } };
}

function withMaintenance(policy: Policy, place: number, row: number, mmr: string): Policy {
  const instruments = policy.margin.instruments.map((instrument, i) => {
    if (i !== place || instrument.kind === 'option') return instrument;
    return { ...instrument, tiers: instrument.tiers.map((tier, k) => (k === row ? { ...tier, mmr } : tier)) };
  });
  return { ...policy, margin: { ...policy.margin, instruments } };
}
