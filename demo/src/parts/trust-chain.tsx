import { durationText, type Evidence, type Policy, type Report, type Trust as ChainTrust } from 'clearmargin';
import { useState } from 'react';
import { EvidenceBadge } from './evidence-badge.js';
import { Hashes } from './hashes.js';
import { Section } from './section.js';

export function TrustChain({ report, policy }: { report: Report; policy: Policy | null }) {
  const [isFull, setIsFull] = useState(false);
  if (report.evidence.length === 0) return null;
  return (
    <Section
      title="From your checkpoint to the balance"
      lead="Each step follows from the one before by a signature or a hash. The first is your own choice, out of your policy."
    >
      <label className="check">
        <input type="checkbox" checked={isFull} onChange={(event) => setIsFull(event.target.checked)} />
        whole hashes
      </label>
      {report.evidence.map((evidence, i) => (
        <EvidencePath key={i} evidence={evidence} uses={usesOf(report, i)} isFull={isFull} isOpen={i === 0} />
      ))}
      {policy !== null && <Trust policy={policy} isFull={isFull} />}
    </Section>
  );
}

interface EvidencePathProps {
  readonly evidence: Evidence;
  readonly uses: string;
  readonly isFull: boolean;
  readonly isOpen: boolean;
}

function EvidencePath({ evidence, uses, isFull, isOpen }: EvidencePathProps) {
  const title = (
    <>
      <EvidenceBadge level={evidence.level} />
      <span className="evidence-uses">{uses}</span>
      <span className="evidence-root">
        rests on {evidence.rests_on}
        {evidence.block !== null && `, block ${evidence.block}`}
        {evidence.age !== null && `, ${durationText(evidence.age)} old`}
      </span>
    </>
  );
  if (evidence.path.length === 0) return <p className="evidence evidence-word">{title}</p>;
  return (
    <details className="evidence" open={isOpen}>
      <summary>{title}</summary>
      <ol className="steps">
        {evidence.path.map((step, i) => (
          <li key={i}>
            <Hashes text={step} full={isFull} />
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What figures a piece of evidence carries, for a person. */
function usesOf(report: Report, index: number): string {
  const balances = report.collateral
    .filter(({ amount }) => amount.from.includes(index))
    .map(({ amount, symbol }) => `${amount.value ?? '?'} ${symbol}`);
  const prices = report.inputs.prices.filter(({ from }) => from.includes(index)).length;
  const positions = report.inputs.positions.filter(({ from }) => from.includes(index)).length;
  const debts = report.inputs.debts.filter(({ from }) => from.includes(index)).length;
  const wallets = report.inputs.wallets.filter(({ from }) => from.includes(index)).length;
  const others = [counted(prices, 'price'), counted(positions, 'position'), counted(debts, 'debt'), counted(wallets, 'wallet')].filter((text) => text !== '');
  const venue = report.comparison.some(({ theirs }) => theirs.from.includes(index)) ? ['the venue’s figures'] : [];
  return [...balances, ...others, ...venue].join(', ') || 'other evidence';
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function Trust({ policy, isFull }: { policy: Policy; isFull: boolean }) {
  return (
    <div className="trust">
      <h3>What you chose to trust</h3>
      <ul>
        {Object.entries(policy.trust).map(([chain, trust]) => (
          <li key={chain}>
            <Root chain={chain} trust={trust} isFull={isFull} />
          </li>
        ))}
        {policy.accounts.map((account) => (
          <li key={account}>
            account <Hashes text={account} full={isFull} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where trust in one chain begins. */
function Root({ chain, trust, isFull }: { chain: string; trust: ChainTrust; isFull: boolean }) {
  if (trust.kind !== 'ethereum') {
    const { parent, rollup, accept } = trust;
    const contracts = typeof rollup === 'string' ? rollup : rollup.name;
    return (
      <>
        {chain}, rollup {contracts}: what its contracts on {parent} say
        {accept === 'proposed' && ', even where it can still be undone'}
      </>
    );
  }
  return (
    <>
      {chain}, network {typeof trust.network === 'string' ? trust.network : trust.network.name}: checkpoint{' '}
      <Hashes text={trust.checkpoint} full={isFull} />
    </>
  );
}
