import type { Bundle, Policy, Report, UnixSeconds } from 'clearmargin';
import { useEffect, useMemo, useState } from 'react';
import { LoadError, loadSample, parsed, statedTime, type Case, type GivenDocuments, type SampleName } from './documents.js';
import { AccountQuestions } from './parts/account-questions.js';
import { CollateralTable } from './parts/collateral-table.js';
import { ComparisonTable } from './parts/comparison-table.js';
import { DebtsTable } from './parts/debts-table.js';
import { Footer } from './parts/footer.js';
import { Header } from './parts/header.js';
import { LiquidationTable } from './parts/liquidation-table.js';
import { LoadPanel } from './parts/load-panel.js';
import { MarginRules } from './parts/margin-rules.js';
import { Notes } from './parts/notes.js';
import { Notice } from './parts/notice.js';
import { OptionsTable } from './parts/options-table.js';
import { OtherRules } from './parts/other-rules.js';
import { Refusals } from './parts/refusals.js';
import { TamperPanel } from './parts/tamper-panel.js';
import { TryOut } from './parts/try-out.js';
import { TrustChain } from './parts/trust-chain.js';
import { VerdictCard } from './parts/verdict-card.js';
import { WhatIf } from './parts/what-if.js';
import { tamper } from './tamper.js';
import { useReport } from './use-report.js';
import { useVerifier } from './use-verifier.js';

/** Whose time a bundle is judged as of. */
export type TimeChoice = 'clock' | 'bundle';

const clock = (): UnixSeconds => Math.floor(Date.now() / 1000);

export function App() {
  const { verifier, problem: loadProblem, retry } = useVerifier();
  const [current, setCurrent] = useState<Case | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [timeChoice, setTimeChoice] = useState<TimeChoice>('bundle');
  const [clockTime, setClockTime] = useState(clock);
  const [tamperId, setTamperId] = useState<string | null>(null);

  const showSample = (name: SampleName) => {
    setProblem(null);
    setTamperId(null);
    setTimeChoice('bundle');
    loadSample(name).then(setCurrent, (error: unknown) => setProblem(wordsOf(error)));
  };
  useEffect(() => showSample('the sample'), []);

  const bundle = useMemo(() => (current === null ? null : parsed<Bundle>(current.bundle)), [current]);
  const policy = useMemo(() => (current === null ? null : parsed<Policy>(current.policy)), [current]);
  const ownTime = useMemo(() => (current === null ? undefined : statedTime(current.bundle)), [current]);
  const tampering = useMemo(() => (bundle === null || tamperId === null ? null : tamper(bundle, tamperId)), [bundle, tamperId]);

  const usesOwnTime = timeChoice === 'bundle' && ownTime !== undefined;
  const now = usesOwnTime ? ownTime : clockTime;
  const bundleText = tampering?.text ?? current?.bundle.text ?? null;
  const judgement = useReport(verifier, bundleText, current?.policy.text ?? null, now);

  const take = (given: Promise<GivenDocuments>) => {
    setProblem(null);
    given.then(
      (documents) => {
        if (current === null) return;
        setTamperId(null);
        setClockTime(clock());
        if (documents.bundle !== undefined) setTimeChoice('clock');
        setCurrent({ ...current, ...documents });
      },
      (error: unknown) => setProblem(wordsOf(error)),
    );
  };

  const { report } = judgement;
  return (
    <>
      <a className="skip-link" href="#verdict">
        Skip to the verdict
      </a>
      <Header />
      <main aria-busy={judgement.isBusy}>
        {loadProblem !== null && (
          <Notice tone="bad" action={{ label: 'Try again', run: retry }}>
            The verifier can’t be loaded: {loadProblem}
          </Notice>
        )}
        {judgement.problem !== null && <Notice tone="bad">{judgement.problem}</Notice>}
        {tampering !== null && (
          <Notice tone="caution" action={{ label: 'Undo', run: () => setTamperId(null) }}>
            Tampered with on purpose: {tampering.part.label.toLowerCase()}, byte {tampering.byte}, {tampering.before} became{' '}
            {tampering.after}.
          </Notice>
        )}
        {current !== null && current.bundle.isSample !== true && current.policy.isSample === true && (
          <Notice tone="caution">
            You gave no policy yet, so this bundle is judged under the sample’s, which trusts a made-up chain. Give your own below.
          </Notice>
        )}
        <VerdictCard
          judgement={judgement}
          isSample={current === null || current.bundle.isSample === true}
          usesOwnTime={usesOwnTime}
          from={current?.bundle.from ?? null}
          clockTime={clockTime}
        />
        {report !== null && <Refusals report={report} />}
        <LoadPanel
          current={current}
          verifier={verifier}
          problem={problem}
          timeChoice={timeChoice}
          ownTime={ownTime}
          onTimeChoice={(choice) => {
            setClockTime(clock());
            setTimeChoice(choice);
          }}
          onDocuments={take}
          onSample={showSample}
        />
        {report !== null && <Findings report={report} policy={policy} />}
        {report !== null && policy !== null && report.error === null && (
          <WhatIf key={`${report.account}/${current?.bundle.from}`} report={report} policy={policy} verifier={verifier} />
        )}
        {report !== null && policy !== null && report.error === null && (
          <>
            <TryOut key={`trials of ${report.account}/${current?.bundle.from}`} report={report} policy={policy} />
            <OtherRules key={`rules of ${report.account}/${current?.bundle.from}`} report={report} policy={policy} verifier={verifier} />
            <AccountQuestions report={report} policy={policy} />
          </>
        )}
        {report !== null && report.error === null && <Evidence report={report} policy={policy} />}
        {bundle !== null && (
          <TamperPanel
            bundle={bundle}
            tampering={tampering}
            judgement={judgement}
            onChoose={setTamperId}
          />
        )}
        {report !== null && <Notes report={report} />}
      </main>
      <Footer />
    </>
  );
}

function Findings({ report, policy }: { report: Report; policy: Policy | null }) {
  return (
    <>
      <LiquidationTable report={report} policy={policy} />
      <ComparisonTable report={report} />
      <OptionsTable report={report} />
      <MarginRules report={report} />
    </>
  );
}

function Evidence({ report, policy }: { report: Report; policy: Policy | null }) {
  return (
    <>
      <CollateralTable report={report} />
      <DebtsTable report={report} />
      <TrustChain report={report} policy={policy} />
    </>
  );
}

function wordsOf(error: unknown): string {
  if (error instanceof LoadError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
