import type { CoreExports } from './core.js';

/** Emscripten's factory, minified by the build. It is only ever given `instantiateWasm`, so it never loads anything. */
declare const createCoreModule: (overrides: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<CoreExports>;
export default createCoreModule;
