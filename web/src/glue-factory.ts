import { WasmLoadError } from './errors.js';

/** Emscripten's factory, minified by the build. It is only ever given `instantiateWasm`, so it never loads anything. */
export type GlueFactory<Exports> = (overrides: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<Exports>;

/**
 * What compiled wasm offers through its glue.
 * @throws {WasmLoadError} if it cannot be instantiated.
 */
export function instantiate<Exports>(
  factory: GlueFactory<Exports>,
  module: WebAssembly.Module,
  name: string,
): Promise<Exports> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(new WasmLoadError(`this wasm is not the ${name}`, { cause }));
    factory({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(module, imports)
          .then((instance) => done(instance, module))
          .catch(fail);
        return {};
      },
    }).then(resolve, fail);
  });
}
