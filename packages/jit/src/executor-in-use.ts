import { preparedEager } from './eager/prepare-eager.ts';
import { loadedRuntime } from './onnx/onnx-runtime.ts';

/**
 * One line for program output: which engine has run jitted functions so far, and why that one. `ONNX Runtime`
 * for compiled functions, `TF.js eager` for those with `executor: 'eager'`; both when both were used.
 */
export function executorInUse(): string {
  const runtime = loadedRuntime();
  const eager = preparedEager();
  const engines = [
    ...(runtime === undefined ? [] : [`ONNX Runtime, compiled (${runtime.name}: ${runtime.reason})`]),
    ...(eager === undefined ? [] : [`TF.js eager on backend ${eager.name} (${eager.reason})`]),
  ];
  return `executor: ${engines.length === 0 ? 'none yet (nothing has run)' : engines.join('; ')}`;
}
