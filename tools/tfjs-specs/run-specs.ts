import { writeSync } from 'node:fs';

import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';
import '@tensorflow/tfjs-backend-cpu';
import { executorInUse, jit } from '@cfq/jit';
import jasmineCore, { type SpecResult } from 'jasmine-core';

import { DeferredBackend, deferredName, registerDeferredBackend } from './deferred-backend.ts';
import type { SpecEvent, SpecRequest } from './spec-event.ts';

const nameOf = ({ fullName }: Pick<SpecResult, 'fullName'>): string =>
  fullName.replace(` ${deferredName} {}`, '');

/** Descriptor the parent process reads events from. */
const events = 3;

function tell(event: SpecEvent): void {
  // Synchronous: nothing is lost when the next spec ends the process.
  writeSync(events, `${JSON.stringify(event)}\n`);
}

type Describe = (name: string, body: () => void) => unknown;

/** Loads a file of specs with its name before that of each of its suites. */
function within(file: string, load: () => unknown): void {
  const jasmineGlobals = globalThis as unknown as { describe: Describe };
  const { describe } = jasmineGlobals;
  let outermost = true;
  jasmineGlobals.describe = (name, body) => {
    const title = outermost ? `${file} ${name}` : name;
    const before = outermost;
    outermost = false;
    try {
      return describe(title, body);
    } finally {
      outermost = before;
    }
  };
  load();
  jasmineGlobals.describe = describe;
}

/** Runs specs in this process, as the command line asks, and tells the parent process of each. */
export async function runSpecs(files: Readonly<Record<string, () => unknown>>): Promise<void> {
  const request = JSON.parse(process.argv[2]!) as SpecRequest;
  const jasmine = jasmineCore.boot();
  jasmine.DEFAULT_TIMEOUT_INTERVAL = 20_000;
  tf.env().set('PROD', true);
  const warmUp = jit(() => [tf.scalar(0)]);
  await warmUp();
  await warmUp.dispose();
  if (request.runtime === 'native' && !executorInUse().includes('onnxruntime-node')) {
    throw new Error(`--runtime native asks for onnxruntime-node, and it did not load: ${executorInUse()}`);
  }
  registerDeferredBackend(request);
  setTestEnvs([{ name: deferredName, backendName: deferredName, isDataSync: true }]);
  const env = jasmine.getEnv();
  const skipped = new Set(request.skip);
  const wanted = request.name === undefined ? undefined : new RegExp(request.name, 'i');
  env.configure({
    random: false,
    specFilter: (spec: { getFullName(): string }) => {
      const name = nameOf({ fullName: spec.getFullName() });
      return !skipped.has(name) && (wanted === undefined || wanted.test(name));
    },
  });
  env.afterEach(async () => {
    const backend: unknown = tf.engine().registry[deferredName];
    if (backend instanceof DeferredBackend) await backend.settle();
  });
  for (const file of request.files) within(file, files[file]!);
  env.addReporter({
    specStarted: (result: SpecResult) => tell({ kind: 'started', name: nameOf(result) }),
    specDone: (result: SpecResult) => {
      const [failure] = result.failedExpectations;
      const message = failure === undefined ? '' : `${failure.message}\n${failure.stack}`;
      tell({ kind: 'done', name: nameOf(result), status: result.status, message });
    },
  });
  await env.execute();
  process.exit(0);
}
