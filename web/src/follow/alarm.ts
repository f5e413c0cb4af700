/** Wakes a sleeper before its time. */
export interface Alarm {
  /** Wakes it at once, or as soon as it sleeps; but never sooner than `spacing` after it woke last. */
  ring(): void;
  /** For so many milliseconds, unless it rings; rejects with the signal's reason. */
  sleep(milliseconds: number): Promise<void>;
}

/** `spacing`: milliseconds. */
export function createAlarm(signal: AbortSignal, spacing: number): Alarm {
  let rang = false;
  let wokeAt = -Infinity;
  let hurry: () => void = () => undefined;
  return {
    ring() {
      rang = true;
      hurry();
    },
    sleep: (milliseconds) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        let timer: ReturnType<typeof setTimeout>;
        const leave = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', stop);
          hurry = () => undefined;
          rang = false;
        };
        const stop = () => {
          leave();
          reject(signal.reason as Error);
        };
        const wake = () => {
          leave();
          wokeAt = Date.now();
          resolve();
        };
        const latest = Date.now() + milliseconds;
        hurry = () => {
          clearTimeout(timer);
          timer = setTimeout(wake, Math.max(0, Math.min(latest, wokeAt + spacing) - Date.now()));
        };
        signal.addEventListener('abort', stop, { once: true });
        timer = setTimeout(wake, milliseconds);
        if (rang) hurry();
      }),
  };
}
