import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { metaPolicy } from './content-security-policy.mjs';

/** Puts the content security policy into the built page; the development server needs inline scripts of its own. */
export function contentSecurityPolicy() {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'pre',
      handler: () => [
        { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy }, injectTo: 'head-prepend' },
      ],
    },
  };
}

const { resolve } = createRequire(import.meta.url);

/** The licences of everything that is in the page, as one file of it. */
export function thirdPartyLicences() {
  return {
    name: 'third-party-licences',
    apply: 'build',
    generateBundle() {
      const verifier = readFileSync(join(dirname(resolve('clearmargin/package.json')), 'THIRD_PARTY_LICENSES'), 'utf8');
      const page = ['react', 'react-dom', 'uplot'].map((name) => {
        const licence = readFileSync(join(dirname(resolve(`${name}/package.json`)), 'LICENSE'), 'utf8');
        return `${'='.repeat(80)}\n${name}\n${'='.repeat(80)}\n\n${licence}`;
      });
      this.emitFile({ type: 'asset', fileName: 'third-party-licences.txt', source: [verifier, ...page].join('\n') });
    },
  };
}

/** The sample that the page shows first, as `sample/bundle.json` and `sample/policy.json` beside it. */
export function sampleFiles(folder) {
  const names = ['bundle.json', 'policy.json'];
  return {
    name: 'sample-files',
    configureServer(server) {
      for (const name of names) {
        server.middlewares.use(`/sample/${name}`, (_request, response) => {
          response.setHeader('content-type', 'application/json');
          response.end(readFileSync(join(folder, name)));
        });
      }
    },
    generateBundle() {
      for (const name of names) this.emitFile({ type: 'asset', fileName: `sample/${name}`, source: readFileSync(join(folder, name)) });
    },
  };
}

/** Adds the service worker, with the list of everything that was built and a version that follows from its contents. */
export function offlineCopy(template, publicFiles) {
  return {
    name: 'offline-copy',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = [...Object.keys(bundle).filter((name) => name !== 'index.html'), ...publicFiles].sort();
        const hash = createHash('sha256');
        for (const name of Object.keys(bundle).sort()) hash.update(name).update(bundle[name].code ?? bundle[name].source);
        const source = readFileSync(template, 'utf8')
          .replace("'__VERSION__'", JSON.stringify(hash.digest('hex').slice(0, 16)))
          .replace("'__FILES__'", JSON.stringify(['./', ...files]));
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
      },
    },
  };
}
