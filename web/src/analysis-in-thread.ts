import { createAnalysisCore } from './analysis-core.js';
import { analystOver, type Analyst } from './analyst.js';
import { inThreadChannel } from './in-thread-channel.js';

/** An analyst in this thread. */
export async function createInThreadAnalyst(module: WebAssembly.Module): Promise<Analyst> {
  return analystOver(await inThreadChannel(() => createAnalysisCore(module)));
}
