import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import './style/tokens.css';
import './style/page.css';
import './style/card.css';
import './style/verdict.css';
import './style/evidence.css';
import './style/table.css';
import './style/controls.css';
import './style/what-if.css';
import './style/margin-rules.css';
import './style/tamper.css';
import 'uplot/dist/uPlot.min.css';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

if (import.meta.env.PROD && 'serviceWorker' in navigator && isSecureContext) {
  navigator.serviceWorker.register(new URL('./service-worker.js', document.baseURI)).catch(() => {
    // Without it the page works as before, only not without a network.
  });
}
