/** From page to worker. The compiled module comes first and once. */
export type WorkerRequest<Call> =
  | { readonly type: 'start'; readonly module: WebAssembly.Module }
  | { readonly type: 'call'; readonly id: number; readonly call: Call };

/** From worker to page. */
export type WorkerReply =
  | { readonly type: 'started' }
  | { readonly type: 'result'; readonly id: number; readonly text: string }
  | { readonly type: 'failed'; readonly id: number | null; readonly code: string; readonly message: string };
