import { correctGradients } from '../gradients/corrected-gradients.ts';
import { quietEngine } from '../trace/quiet-engine.ts';
import { gradientsLoaded } from '../trace/tf-state.ts';

let loading: Promise<void> | undefined;

async function load(): Promise<void> {
  // TF.js registers gradients by importing a module; `#gradients` is that module in the form Node can load, or
  // in the form bundlers can (see `imports` in package.json).
  if (!gradientsLoaded()) await import('#gradients');
  // In debug mode TF.js would print a line for each.
  quietEngine(correctGradients);
}

/** Loads the gradients of TF.js on first use, with corrections. */
export function loadGradients(): Promise<void> {
  loading ??= load();
  return loading;
}
