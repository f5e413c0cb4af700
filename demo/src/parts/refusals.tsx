import { errorCodes, type ChainReport, type Report, type VerifyError } from 'clearmargin';
import { Hashes } from './hashes.js';
import { Section } from './section.js';

interface Refusal {
  readonly what: string;
  readonly error: VerifyError;
}

/** What was refused in `report`, in the order it was checked. */
export function refusalsOf(report: Report): readonly Refusal[] {
  const chains = report.chains.flatMap((chain) => [
    ...partsOf(chain).flatMap(({ what, error }) => (error === null ? [] : [{ what, error }])),
    ...(chain.error === null ? [] : [{ what: `Chain ${chain.chain}`, error: chain.error }]),
  ]);
  const claims = report.claims.flatMap(({ id, error }) => (error === null ? [] : [{ what: `Claim ${id}`, error }]));
  const others = report.refused.map((error) => ({ what: error.where, error }));
  return [...chains, ...claims, ...others];
}

/** What a chain was followed by. */
function partsOf(chain: ChainReport): readonly { readonly what: string; readonly error: VerifyError | null }[] {
  return chain.parent === undefined
    ? chain.updates.map(({ path, error }) => ({ what: `Update ${path}`, error }))
    : chain.blocks.map(({ path, error }) => ({ what: `Block ${path}`, error }));
}

export function Refusals({ report }: { report: Report }) {
  const refusals = refusalsOf(report);
  if (refusals.length === 0) return null;
  return (
    <Section title="Refused" className="refusals" lead="What was refused counts nothing. Everything else stands.">
      <ul className="refusal-list">
        {refusals.map(({ what, error }, i) => (
          <li key={i}>
            <RefusalText what={what} error={error} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const kinds: Readonly<Record<VerifyError['kind'], string>> = {
  invalid: 'invalid',
  insufficient: 'not enough proof',
  unsupported: 'can’t be judged',
};

export function RefusalText({ what, error }: Refusal) {
  const entry = errorCodes.find(({ code }) => code === error.code);
  return (
    <>
      <p className="refusal-what">
        {what}: {entry?.sentence ?? error.name}
      </p>
      <p className="refusal-detail">
        <span className="code-chip">
          {error.code} {error.name}
        </span>{' '}
        <span className="kind-chip">{kinds[error.kind]}</span>
      </p>
      <p className="refusal-detail">
        at <code>{error.where}</code>: <Hashes text={error.expected} />
      </p>
    </>
  );
}
