/** `core.wasm` in base64. */
export declare const coreBase64: string;
