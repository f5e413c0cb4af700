import { createVerifier, wasmIntegrity, type Verifier } from 'clearmargin';
import { useEffect, useState } from 'react';

/** The verifier, once it is loaded, or why it can't be. */
export interface LoadedVerifier {
  readonly verifier: Verifier | null;
  readonly problem: string | null;
  readonly retry: () => void;
}

/** Loads the verifier into its worker. Where the browser can hash (a secure context), its wasm is checked first. */
export function useVerifier(): LoadedVerifier {
  const [verifier, setVerifier] = useState<Verifier | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let left = false;
    let loaded: Verifier | null = null;
    createVerifier(isSecureContext ? { integrity: wasmIntegrity } : {}).then(
      (created) => {
        loaded = created;
        if (left) created.dispose();
        else setVerifier(created);
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      left = true;
      loaded?.dispose();
    };
  }, [attempt]);
  const retry = () => {
    setProblem(null);
    setAttempt(attempt + 1);
  };
  return { verifier, problem, retry };
}
