import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { compileWasm } from '../../web/dist/wasm-source.js';

const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const integrity = `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
const answers = {
  '/core.wasm': { status: 200, type: 'application/wasm', body: bytes },
  '/octets': { status: 200, type: 'application/octet-stream', body: bytes },
  '/untyped': { status: 200, type: null, body: bytes },
  '/missing': { status: 404, type: 'text/html', body: '<!doctype html>' },
  '/page': { status: 200, type: 'text/html', body: '<!doctype html>' },
  '/lying': { status: 200, type: 'application/wasm', body: '<!doctype html>' },
};
let origin;
const server = createServer((request, response) => {
  const { status, type, body } = answers[request.url];
  response.writeHead(status, type === null ? {} : { 'content-type': type });
  response.end(body);
});

before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

test('compileWasm takes an address, whatever type it is served with', async () => {
  for (const path of ['/core.wasm', '/octets', '/untyped']) {
    assert.ok((await compileWasm(origin + path)) instanceof WebAssembly.Module, path);
    assert.ok((await compileWasm(new URL(path, origin))) instanceof WebAssembly.Module, path);
  }
});

test('compileWasm takes a response, a promise of one, bytes, and a module', async () => {
  assert.ok((await compileWasm(await fetch(`${origin}/core.wasm`))) instanceof WebAssembly.Module);
  assert.ok((await compileWasm(fetch(`${origin}/core.wasm`))) instanceof WebAssembly.Module);
  assert.ok((await compileWasm(bytes)) instanceof WebAssembly.Module);
  assert.ok((await compileWasm(bytes.buffer)) instanceof WebAssembly.Module);
  const module = new WebAssembly.Module(bytes);
  assert.equal(await compileWasm(module), module);
});

test('compileWasm names address and status of a failed request', async () => {
  await assert.rejects(compileWasm(`${origin}/missing`), (error) => {
    assert.equal(error.name, 'WasmLoadError');
    assert.equal(error.url, `${origin}/missing`);
    assert.equal(error.status, 404);
    assert.match(error.message, /\/missing.*404/);
    return true;
  });
});

test('compileWasm names the address that gave something else than wasm', async () => {
  for (const path of ['/page', '/lying']) {
    await assert.rejects(compileWasm(origin + path), { name: 'WasmLoadError', url: origin + path, status: 200 });
  }
});

test('compileWasm names an address that cannot be reached', async () => {
  const error = { name: 'WasmLoadError', code: 'wasm_load_failed', url: 'http://127.0.0.1:1/core.wasm' };
  await assert.rejects(compileWasm('http://127.0.0.1:1/core.wasm'), error);
});

test('compileWasm checks the integrity of an address and of bytes before compiling', async () => {
  assert.ok((await compileWasm(`${origin}/core.wasm`, { integrity })) instanceof WebAssembly.Module);
  assert.ok((await compileWasm(bytes, { integrity })) instanceof WebAssembly.Module);
  const other = { name: 'IntegrityError', code: 'wasm_integrity_mismatch', expected: integrity };
  await assert.rejects(compileWasm(`${origin}/lying`, { integrity }), other);
  await assert.rejects(compileWasm(new Uint8Array(8), { integrity }), other);
});

test('compileWasm does not pretend to check a compiled module', async () => {
  await assert.rejects(compileWasm(new WebAssembly.Module(bytes), { integrity }), { name: 'WasmLoadError' });
});
