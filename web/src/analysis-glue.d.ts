import type { AnalysisExports } from './analysis-core.js';
import type { GlueFactory } from './glue-factory.js';

declare const createAnalysisModule: GlueFactory<AnalysisExports>;
export default createAnalysisModule;
