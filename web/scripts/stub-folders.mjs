// Folders for bundlers that ignore "exports" (Parcel): inline/package.json points at dist/inline.js, and so on.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const subPaths = ['inline', 'slim', 'worker', 'terminal', 'collect', 'follow', 'file-store', 'analysis'];

export function stubFolders(web) {
  for (const name of subPaths) {
    mkdirSync(join(web, name), { recursive: true });
    const stub = { main: `../dist/${name}.js`, module: `../dist/${name}.js`, types: `../dist/${name}.d.ts`, type: 'module', sideEffects: false };
    writeFileSync(join(web, name, 'package.json'), `${JSON.stringify(stub, null, 2)}\n`);
  }
}
