import type { ComputedMargin, MarginRequest, Policy, Report } from 'clearmargin';
import { useMemo, useState } from 'react';
import { transfersOf } from '../transfers.js';
import { OrderForm } from './order-form.js';
import { ReachForm } from './reach-form.js';
import { Section } from './section.js';
import { TransferForm } from './transfer-form.js';
import { marginRequest } from './what-if.js';

interface TryOutProps {
  readonly report: Report;
  readonly policy: Policy;
}

/** What each form gets: today's account, and what to ask about it. */
export interface TrialProps {
  readonly policy: Policy;
  readonly margin: ComputedMargin;
  readonly request: MarginRequest;
}

/** Orders and transfers tried before they are made; the analysis is loaded when somebody asks. */
export function TryOut({ report, policy }: TryOutProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { margin } = report;
  if (margin === null || margin.error !== null) return null;
  return (
    <Section title="What if you trade or move funds?" lead="Try it here first: nothing is sent anywhere, and the same code that judged the bundle computes what would be left.">
      <details className="try-out" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>Try an order, a transfer or a rescue</summary>
        {isOpen && <Trials report={report} policy={policy} margin={margin} />}
      </details>
    </Section>
  );
}

const trials = [
  { kind: 'order', label: 'Order' },
  { kind: 'transfer', label: 'Transfer' },
  { kind: 'reach', label: 'Rescue' },
] as const;

type TrialKind = (typeof trials)[number]['kind'];

function Trials({ report, policy, margin }: TryOutProps & { readonly margin: ComputedMargin }) {
  const [kind, setKind] = useState<TrialKind>('order');
  const request = useMemo(() => marginRequest(report, policy), [report, policy]);
  const canTransfer = useMemo(() => transfersOf(policy, report.inputs).length > 0, [policy, report]);
  const props = { policy, margin, request };
  return (
    <>
      <fieldset className="segments">
        <legend>Try</legend>
        {trials.map(({ kind: one, label }) => (
          <label key={one} className="segment">
            <input type="radio" name="trial" checked={kind === one} disabled={one === 'transfer' && !canTransfer} onChange={() => setKind(one)} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {kind === 'order' && <OrderForm {...props} />}
      {kind === 'transfer' && <TransferForm {...props} />}
      {kind === 'reach' && <ReachForm {...props} />}
    </>
  );
}
