/** The analysis's wasm. Bundlers differ in what an import of it gives; in workerd and Node's module hooks: a module. */
declare const analysis: WebAssembly.Module;
export default analysis;
