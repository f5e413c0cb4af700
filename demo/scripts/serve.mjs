// Serves the built page for a look at it: node scripts/serve.mjs [--port N] [--base /sub/path/]
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { headerPolicy } from './content-security-policy.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

const headers = {
  'content-security-policy': headerPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

const siteFolder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');

/** The file that `path` asks for, or null: nothing outside the folder, nothing that isn't a file. */
function fileFor(folder, path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  const file = normalize(join(folder, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  if (decoded.includes('\0') || !file.startsWith(folder + sep)) return null;
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? file : null;
}

/** A server of `folder` under `base`; listens on no port yet. */
export function createSiteServer({ folder = siteFolder, base = '/' } = {}) {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const readable = request.method === 'GET' || request.method === 'HEAD';
    const file = pathname.startsWith(base) && readable ? fileFor(folder, `/${pathname.slice(base.length)}`) : null;
    if (file === null) {
      response.writeHead(readable ? 404 : 405, { ...headers, 'content-type': 'text/plain' });
      response.end(readable ? 'not found\n' : 'only GET and HEAD\n');
      return;
    }
    response.writeHead(200, { ...headers, 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  });
}

function listen(server, port, attempts) {
  server.once('error', (error) => {
    if (error.code !== 'EADDRINUSE' || attempts === 0) throw error;
    listen(server, port + 1, attempts - 1);
  });
  server.listen(port, '127.0.0.1', () => server.removeAllListeners('error'));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' }, base: { type: 'string', default: '/' } } });
  if (statSync(join(siteFolder, 'index.html'), { throwIfNoEntry: false }) === undefined) {
    console.error('the page is not built yet: npm run build -w demo');
    process.exit(1);
  }
  const base = `/${values.base}/`.replace(/\/+/g, '/');
  const server = createSiteServer({ base });
  server.on('listening', () => console.log(`http://localhost:${server.address().port}${base}`));
  listen(server, Number(values.port), 20);
}
