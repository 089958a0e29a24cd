#!/usr/bin/env node
import { exitCode } from './command-line/exit-code.ts';
import { main } from './main.ts';

// A reader that has seen enough is no fault; a full disk is one. Who closes stderr wants no messages.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`cfq: standard output cannot be written (${error.message}).\n`);
  process.exit(exitCode.failed);
});
process.stderr.on('error', () => undefined);
process.exitCode = await main(process.argv.slice(2), process);
