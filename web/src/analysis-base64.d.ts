/** `analysis.wasm` in base64. */
export declare const analysisBase64: string;
