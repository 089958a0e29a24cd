import { activeBackend } from './tf-state.ts';

const prefix = 'cfq-recorder-';

/** Copies of this package in the process (ESM beside CommonJS, two versions) share TF.js and count themselves here. */
const counter = Symbol.for('@cfq/jit/copies');

let chosenName: string | undefined;

/**
 * Name under which the recording backend is registered while a trace runs, and its kernels for good. TF.js keeps
 * kernels for the whole process, so every copy of this package takes a name of its own on first use.
 */
export function recorderName(): string {
  if (chosenName === undefined) {
    const counted = globalThis as { [counter]?: number };
    counted[counter] = (counted[counter] ?? 0) + 1;
    chosenName = `${prefix}${counted[counter]}`;
  }
  return chosenName;
}

/** Whether a trace of this copy is running: TF.js is synchronous while it does. */
export function isTracing(): boolean {
  return activeBackend() === recorderName();
}

/** Whether a trace of any copy of this package is running. */
export function isTracingAnywhere(): boolean {
  return activeBackend()?.startsWith(prefix) === true;
}
