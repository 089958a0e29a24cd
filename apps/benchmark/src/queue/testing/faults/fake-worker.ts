import { setTimeout as delay } from 'node:timers/promises';
import { openQueue } from '../../open-queue.ts';
import { workOnQueue } from '../../work-on-queue.ts';
import { fakeDifference, fakeResult, fakeVersion, quickPace } from '../fake-study.ts';

/** A worker that waits where others compute: `fake-worker ADDRESS NAME MILLISECONDS`. */
const [address = '', worker = '', milliseconds = '0'] = process.argv.slice(2);
// Ends with whoever started it.
process.stdin.on('end', () => process.exit()).resume();
const queue = await openQueue(address, { connections: 5, patience: 2 });
await workOnQueue({
  ...{ queue, worker, codeVersion: fakeVersion, jobs: 2, untilDone: true, pace: quickPace },
  async compute({ hash }) {
    await delay(Number(milliseconds) * (0.5 + Math.random()));
    return fakeResult(hash);
  },
  compare: fakeDifference,
  signal: new AbortController().signal,
  say: (line) => process.stderr.write(`${worker}: ${line}\n`),
});
await queue.close();
process.exit();
