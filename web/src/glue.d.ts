import type { CoreExports } from './core.js';
import type { GlueFactory } from './glue-factory.js';

declare const createCoreModule: GlueFactory<CoreExports>;
export default createCoreModule;
