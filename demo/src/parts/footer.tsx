import { version, wasmIntegrity } from 'clearmargin';

export function Footer() {
  return (
    <footer className="footer">
      <p>
        Everything is computed in this browser. The page talks to nobody, except an address that you type yourself; its
        security policy lets the browser enforce most of that. Once loaded it works without a network.
      </p>
      <p>
        clearmargin {version}, core.wasm <code className="hash">{wasmIntegrity}</code> ·{' '}
        <a href="./third-party-licences.txt">third-party licences</a>
      </p>
    </footer>
  );
}
