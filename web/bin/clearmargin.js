#!/usr/bin/env node
import { main } from '../dist/cli/main.js';

// Whoever reads may stop early (clearmargin verify ... | head): no reason to fail.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  clock: () => Math.floor(Date.now() / 1000),
  onInterrupt(stop) {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  },
});
