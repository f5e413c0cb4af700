import type { Bundle } from 'clearmargin';
import { tamperParts, type Tampering } from '../tamper.js';
import type { Judgement } from '../use-report.js';
import { RefusalText, refusalsOf } from './refusals.js';
import { Section } from './section.js';

interface TamperPanelProps {
  readonly bundle: Bundle;
  readonly tampering: Tampering | null;
  readonly judgement: Judgement;
  readonly onChoose: (partId: string | null) => void;
}

export function TamperPanel({ bundle, tampering, judgement, onChoose }: TamperPanelProps) {
  const parts = safeParts(bundle);
  if (parts.length === 0) return null;
  return (
    <Section
      title="Try to cheat"
      className="tamper"
      lead="Flip a single bit in a part of the bundle and see which check catches it. The verdict above changes with it."
    >
      <fieldset className="tamper-parts">
        <legend className="visually-hidden">Part to tamper with</legend>
        <label className="tamper-part">
          <input type="radio" name="tamper" checked={tampering === null} onChange={() => onChoose(null)} />
          <span>
            <strong>Nothing</strong>
            <span className="sub">as it came</span>
          </span>
        </label>
        {parts.map(({ id, label, motive }) => (
          <label key={id} className="tamper-part">
            <input type="radio" name="tamper" value={id} checked={tampering?.part.id === id} onChange={() => onChoose(id)} />
            <span>
              <strong>{label}</strong>
              <span className="sub">{motive}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="tamper-outcome" role="status" aria-live="polite">
        {tampering !== null && !judgement.isBusy && <Outcome tampering={tampering} judgement={judgement} />}
      </div>
    </Section>
  );
}

function Outcome({ tampering, judgement }: { tampering: Tampering; judgement: Judgement }) {
  const { report } = judgement;
  if (report === null) return null;
  const first = refusalsOf(report)[0];
  const changed = (
    <p className="tamper-change">
      <code>{tampering.where}</code>, byte {tampering.byte}: <code>{tampering.before}</code> → <code>{tampering.after}</code>
    </p>
  );
  if (first === undefined && report.error === null) {
    return (
      <>
        {changed}
        <p>Nothing was refused: this part isn’t needed for what the bundle claims.</p>
      </>
    );
  }
  return (
    <>
      {changed}
      <p className="tamper-caught">Caught.</p>
      {first !== undefined ? (
        <RefusalText what={first.what} error={first.error} />
      ) : (
        report.error !== null && <RefusalText what="The bundle" error={report.error} />
      )}
    </>
  );
}

/** A bundle of another shape than documented offers nothing to change. */
function safeParts(bundle: Bundle) {
  try {
    return tamperParts(bundle);
  } catch {
    return [];
  }
}
