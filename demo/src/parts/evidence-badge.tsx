import type { EvidenceLevel } from 'clearmargin';

const meanings: Readonly<Record<EvidenceLevel, string>> = {
  proven: 'follows from a chain’s own consensus and hashes',
  proposed: 'proven, but from a block that can still be undone',
  attested: 'signed by named keys',
  reported: 'somebody says so',
};

/** Shapes tell the levels apart where colours don't. */
const shapes: Readonly<Record<EvidenceLevel, string>> = {
  proven: 'M2 6.5l2.8 2.8L10 3.5',
  proposed: 'M6 2.5v3.8l2.4 1.6M11 6A5 5 0 1 1 1 6a5 5 0 0 1 10 0z',
  attested: 'M2 9.5c2-4 3-6 4-6s0 5 1.500 5S9 7 10 6',
  reported: 'M2 3h8v5H6l-2.500 2V8H2z',
};

export function EvidenceBadge({ level }: { level: EvidenceLevel }) {
  return (
    <span className={`badge badge-${level}`} title={meanings[level]}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d={shapes[level]} />
      </svg>
      {level}
    </span>
  );
}

export function EvidenceLegend() {
  return (
    <dl className="legend">
      {(Object.keys(meanings) as EvidenceLevel[]).map((level) => (
        <div key={level}>
          <dt>
            <EvidenceBadge level={level} />
          </dt>
          <dd>{meanings[level]}</dd>
        </div>
      ))}
    </dl>
  );
}
