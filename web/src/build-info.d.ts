/** This package's version. */
export declare const version: string;
/** SHA-256 of the `core.wasm` shipped with this version, as `sha256-` and base64. */
export declare const wasmIntegrity: string;
/** The same of `analysis.wasm`. */
export declare const analysisIntegrity: string;
