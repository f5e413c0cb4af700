import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { contentSecurityPolicy, offlineCopy, sampleFiles, thirdPartyLicences } from './scripts/page-plugins.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: './',
  plugins: [
    contentSecurityPolicy(),
    sampleFiles(here('../tests/fixtures/sample')),
    thirdPartyLicences(),
    offlineCopy(here('./scripts/service-worker.js'), ['icon.svg']),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { fs: { allow: [here('..')] } },
});
