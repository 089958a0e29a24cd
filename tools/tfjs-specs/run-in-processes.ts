import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import type { ReplayOptions } from './replay.ts';
import type { SpecEvent, SpecRequest } from './spec-event.ts';

/** How one spec ended. */
export interface SpecOutcome {
  /** Its file, the names of its suites, its own. */
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'pending';
  /** What failed, with the stack; empty unless it failed. */
  readonly message: string;
}

/** A spec that says nothing for so long is taken for hung, in milliseconds. */
const patience = 60_000;

interface ProcessOutcome {
  readonly done: readonly SpecOutcome[];
  /** The spec that ended the process, and how. */
  readonly crashed: SpecOutcome | undefined;
}

function runOnce(bundle: string, request: SpecRequest): Promise<ProcessOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', bundle, JSON.stringify(request)], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    const done: SpecOutcome[] = [];
    let running: string | undefined;
    let complaints = '';
    let watch = setTimeout(() => child.kill(), patience);
    (child.stderr as Readable).on('data', (text: Buffer) => {
      complaints = `${complaints}${text.toString()}`.slice(-4000);
    });
    createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
      clearTimeout(watch);
      watch = setTimeout(() => child.kill(), patience);
      const event = JSON.parse(line) as SpecEvent;
      if (event.kind === 'started') {
        running = event.name;
        return;
      }
      running = undefined;
      // A filtered spec is reported as excluded.
      if (event.status === 'excluded') return;
      const status = event.status === 'passed' || event.status === 'pending' ? event.status : 'failed';
      done.push({ name: event.name, status, message: event.message });
    });
    child.once('close', (code, signal) => {
      clearTimeout(watch);
      const message = `crash: the process ended (${signal ?? `exit ${String(code)}`})\n${complaints}`;
      if (code === 0) resolve({ done, crashed: undefined });
      else if (running === undefined) reject(new Error(message));
      else resolve({ done, crashed: { name: running, status: 'failed', message } });
    });
  });
}

/**
 * Runs specs in a process of their own. A spec that ends the process counts as failed; the others go on in a new one.
 *
 * @param bundle what `bundleSpecs` made.
 * @param files names of the files to run.
 * @param name pattern of names, default all.
 * @param options how the specs become jitted functions.
 */
export async function runInProcesses(
  bundle: string,
  files: readonly string[],
  name: string | undefined,
  options: ReplayOptions,
): Promise<SpecOutcome[]> {
  const outcomes: SpecOutcome[] = [];
  for (let rest = files; rest.length > 0;) {
    const skip = outcomes.filter((spec) => spec.name.startsWith(`${rest[0]!} `)).map((spec) => spec.name);
    const { done, crashed } = await runOnce(bundle, { ...options, files: rest, name, skip });
    outcomes.push(...done);
    if (crashed === undefined) break;
    outcomes.push(crashed);
    rest = rest.slice(rest.findIndex((file) => crashed.name.startsWith(`${file} `)));
  }
  return outcomes;
}
