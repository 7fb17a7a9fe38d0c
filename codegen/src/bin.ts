#!/usr/bin/env node
import { run } from './cli.ts';

const interrupted = new AbortController();
process.once('SIGINT', () => {
  interrupted.abort();
});
process.exitCode = await run(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  signal: interrupted.signal,
});
