import { createAnalysisCore } from './analysis-core.js';
import { serveCalls } from './worker-service.js';

serveCalls(createAnalysisCore);
