import type { Verifier } from 'clearmargin';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { chainsOf, collectBundle, type CollectedChain, type TypedSources } from '../collect-bundle.js';
import type { Case, GivenDocuments } from '../documents.js';
import { chainsToFollow, useFollowing } from '../use-following.js';
import { FollowList } from './follow-list.js';

interface CollectFormProps {
  readonly current: Case;
  readonly verifier: Verifier | null;
  readonly onDocuments: (given: Promise<GivenDocuments>) => void;
}

/** Asks the user's own choice of servers for a bundle; no address is asked before the user names it. */
export function CollectForm({ current, verifier, onDocuments }: CollectFormProps) {
  const [sources, setSources] = useState<TypedSources>({});
  const [lines, setLines] = useState<readonly string[]>([]);
  const [stop, setStop] = useState<AbortController | null>(null);
  const running = useRef<AbortController | null>(null);
  const following = useFollowing(current.policy, verifier);
  useEffect(() => () => running.current?.abort(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (verifier === null || stop !== null) return;
    const controller = new AbortController();
    running.current = controller;
    setStop(controller);
    setLines([]);
    const say = (line: string) => setLines((before) => [...before, line]);
    try {
      const bundle = await collectBundle(current, sources, verifier, { say, signal: controller.signal });
      onDocuments(Promise.resolve({ bundle }));
    } catch (error) {
      say(controller.signal.aborted ? 'Stopped.' : `No bundle: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setStop(null);
    }
  };

  return (
    <form className="collect-form" onSubmit={submit}>
      <p>
        or collect one now from public servers, for your policy. Nothing they say is trusted: it is checked here like any bundle. They
        learn your accounts.
      </p>
      {chainsOf(current.policy).map(({ chain, servers }) => (
        <SourceFields
          key={chain}
          chain={chain}
          servers={servers}
          typed={sources[chain] ?? nothing}
          onTyped={(typed) => setSources({ ...sources, [chain]: typed })}
        />
      ))}
      <div className="load-ways">
        <button type="submit" className="button" disabled={verifier === null || stop !== null}>
          {stop === null ? 'Collect' : 'Collecting…'}
        </button>
        {stop !== null && (
          <button type="button" className="button" onClick={() => stop.abort()}>
            Stop
          </button>
        )}
        {chainsToFollow(current.policy).length > 0 && (
          <button
            type="button"
            className="button"
            disabled={verifier === null}
            onClick={() => (following.states === null ? following.start(sources) : following.stop())}
          >
            {following.states === null ? 'Keep following' : 'Stop following'}
          </button>
        )}
      </div>
      {following.problem !== null && (
        <p className="load-problem" role="alert">
          Not followed: {following.problem}
        </p>
      )}
      {following.states !== null && <FollowList states={following.states} />}
      <ol className="collect-progress" aria-live="polite">
        {lines.map((line, i) => (
          <li key={i}>{line}</li>
        ))}
      </ol>
    </form>
  );
}

const nothing = { beacon: '', rpc: '' };

interface SourceFieldsProps {
  readonly chain: string;
  readonly servers: CollectedChain['servers'];
  readonly typed: TypedSources[string];
  readonly onTyped: (typed: TypedSources[string]) => void;
}

function SourceFields({ chain, servers, typed, onTyped }: SourceFieldsProps) {
  return (
    <fieldset className="collect-sources">
      <legend>{chain}</legend>
      {servers.map((kind) => (
        <label key={kind}>
          <span>{kind === 'beacon' ? 'Beacon APIs' : 'Execution nodes'}</span>
          <input
            type="text"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://…, https://…"
            value={typed[kind]}
            onChange={(event) => onTyped({ ...typed, [kind]: event.target.value })}
          />
        </label>
      ))}
    </fieldset>
  );
}
