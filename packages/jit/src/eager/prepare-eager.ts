import * as tf from '@tensorflow/tfjs-core';

import { ExecutorError } from '../errors/executor-error.ts';
import { loadGradients } from './load-gradients.ts';
import { nativeLibraryInstalled } from './native-library-installed.ts';
import { activeBackend, backendKnown } from '../trace/tf-state.ts';
import { quietly } from './quietly.ts';

/** Which TF.js backend runs eager functions, and why that one. */
export interface EagerBackend {
  /** TF.js's name: `tensorflow` (tfjs-node), `wasm`, `cpu`, or whatever was active already. */
  readonly name: string;
  readonly reason: string;
}

/** In a variable, so that bundlers do not follow it into a package for Node alone. */
const nativePackage = '@tensorflow/tfjs-node';

async function activate(name: string): Promise<boolean> {
  try {
    if (!(await tf.setBackend(name))) return false;
    await tf.ready();
    // The greeting of the cpu backend comes with its first tensor.
    quietly(() => tf.scalar(0).dispose());
    return true;
  } catch {
    return false;
  }
}

/** Loads the cpu backend of TF.js: plain JavaScript, every kernel, works everywhere. */
export async function loadCpuBackend(): Promise<void> {
  if (!backendKnown('cpu')) await import('@tensorflow/tfjs-backend-cpu');
}

async function choose(): Promise<EagerBackend> {
  await loadGradients();
  const active = activeBackend();
  if (active !== undefined) {
    await tf.ready();
    return { name: active, reason: 'it was the active TF.js backend' };
  }
  if (nativeLibraryInstalled()) {
    try {
      await import(/* @vite-ignore */ /* webpackIgnore: true */ nativePackage);
      if (await activate('tensorflow')) {
        return { name: 'tensorflow', reason: '@tensorflow/tfjs-node is installed with its native library' };
      }
    } catch {
      // An optional accelerator: whatever is wrong with it, the next backend serves.
    }
  }
  try {
    if (!backendKnown('wasm')) await import('@tensorflow/tfjs-backend-wasm');
    if (await activate('wasm')) {
      return { name: 'wasm', reason: '@tensorflow/tfjs-node has no native library here' };
    }
  } catch {
    // As above.
  }
  await loadCpuBackend();
  if (await activate('cpu')) {
    return { name: 'cpu', reason: 'neither @tensorflow/tfjs-node nor WebAssembly is available' };
  }
  throw new ExecutorError(
    'prepareEager: a TF.js backend must load (none of tensorflow, wasm, cpu did). Reinstall the dependencies.',
  );
}

let preparing: Promise<EagerBackend> | undefined;
let prepared: EagerBackend | undefined;

/**
 * Makes TF.js ready to compute eagerly, once: its gradients, and a backend where none is active —
 * tfjs-node where its native library is installed, else wasm, else cpu. Never hangs; never throws for a
 * missing optional part. `jit` calls it; call it yourself only to run TF.js ops outside a jitted function.
 *
 * @throws ExecutorError when not even the cpu backend loads.
 */
export async function prepareEager(): Promise<EagerBackend> {
  preparing ??= choose();
  try {
    prepared = await preparing;
    return prepared;
  } catch (error) {
    preparing = undefined;
    throw error;
  }
}

/** The backend `prepareEager` settled on, if it has run. */
export function preparedEager(): EagerBackend | undefined {
  return prepared;
}
