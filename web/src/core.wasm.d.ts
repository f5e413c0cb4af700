/** The verifier's wasm. Bundlers differ in what an import of it gives; in workerd and Node's module hooks: a module. */
declare const core: WebAssembly.Module;
export default core;
