import { timeText, type UnixSeconds, type Verifier } from 'clearmargin';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { TimeChoice } from '../app.js';
import { readAddress, readFiles, type Case, type GivenDocuments, type SampleName } from '../documents.js';
import { CollectForm } from './collect-form.js';

interface LoadPanelProps {
  readonly current: Case | null;
  readonly verifier: Verifier | null;
  readonly problem: string | null;
  readonly timeChoice: TimeChoice;
  readonly ownTime: UnixSeconds | undefined;
  readonly onTimeChoice: (choice: TimeChoice) => void;
  readonly onDocuments: (given: Promise<GivenDocuments>) => void;
  readonly onSample: (name: SampleName) => void;
}

export function LoadPanel(props: LoadPanelProps) {
  const { current, verifier, problem, onDocuments, onSample } = props;
  const isOver = useFileDrop((files) => onDocuments(readFiles(files)));
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    if (isOver || problem !== null) setIsOpen(true);
  }, [isOver, problem]);
  return (
    <details
      className={`card load ${isOver ? 'load-over' : ''}`}
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>
        <span className="load-title">Check your own</span>
        <span className="load-hint">drop a bundle and your policy anywhere on this page, or choose them here</span>
      </summary>
      {problem !== null && (
        <p className="load-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="load-ways">
        <FilePicker onFiles={(files) => onDocuments(readFiles(files))} />
        <AddressForm onAddress={(address) => onDocuments(readAddress(address))} />
      </div>
      {current !== null && current.policy.isSample !== true && (
        <CollectForm key={current.policy.text} current={current} verifier={verifier} onDocuments={onDocuments} />
      )}
      <TimeSwitch {...props} />
      <p className="load-now">
        Judging {current?.bundle.from ?? '…'} under the policy of {current?.policy.from ?? '…'}. The policy is your choice of trust:
        whose account, which checkpoint, which vaults. Files stay in this browser.
      </p>
      <div className="load-ways">
        {samples.map(({ name, label }) => (
          <button key={name} type="button" className="button" disabled={current?.bundle.from === name} onClick={() => onSample(name)}>
            {label}
          </button>
        ))}
      </div>
    </details>
  );
}

const samples: readonly { readonly name: SampleName; readonly label: string }[] = [
  { name: 'the sample', label: 'Back to the sample' },
  { name: 'the sample with options', label: 'Sample with options' },
];

function FilePicker({ onFiles }: { onFiles: (files: File[]) => void }) {
  return (
    <label className="file-picker">
      <span className="button">Choose files…</span>
      <input
        type="file"
        className="visually-hidden"
        multiple
        accept=".json,application/json"
        aria-label="Choose a bundle and a policy"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}

function AddressForm({ onAddress }: { onAddress: (address: string) => void }) {
  const [address, setAddress] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() !== '') onAddress(address.trim());
  };
  return (
    <form className="address-form" onSubmit={submit}>
      <label htmlFor="address">or an address</label>
      <input
        id="address"
        type="text"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder="https://…/bundle.json"
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <button type="submit" className="button">
        Load
      </button>
    </form>
  );
}

function TimeSwitch({ timeChoice, ownTime, onTimeChoice }: LoadPanelProps) {
  const chosen = ownTime === undefined ? 'clock' : timeChoice;
  return (
    <fieldset className="segments">
      <legend>Judge as of</legend>
      <label className="segment">
        <input type="radio" name="time" checked={chosen === 'clock'} onChange={() => onTimeChoice('clock')} />
        <span>now</span>
      </label>
      <label className="segment">
        <input
          type="radio"
          name="time"
          checked={chosen === 'bundle'}
          disabled={ownTime === undefined}
          onChange={() => onTimeChoice('bundle')}
        />
        <span>{ownTime === undefined ? 'the bundle’s own time (it states none)' : `the bundle’s own time, ${timeText(ownTime)}`}</span>
      </label>
    </fieldset>
  );
}

/** Whether files hover over the page; `take` gets them when they are dropped. */
function useFileDrop(take: (files: File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      setIsOver(false);
      if (files.length === 0) return;
      event.preventDefault();
      latest.current(files);
    };
    document.addEventListener('dragover', hover);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', hover);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
