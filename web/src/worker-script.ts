import { createCore } from './core.js';
import { serveCalls } from './worker-service.js';

serveCalls(createCore);
