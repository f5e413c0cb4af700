// Emscripten 3.1.6 fetches its wasm file, which Node 18 and newer refuse for a path: hand it the bytes.
Module['wasmBinary'] = require('fs').readFileSync(__filename.replace(/\.js$/, '.wasm'));
Module['preRun'] = [() => Object.assign(ENV, process.env)];
