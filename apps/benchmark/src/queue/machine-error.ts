import { BenchmarkError } from '../command-line/benchmark-error.ts';

/** This machine cannot compute cells at the moment, whichever they are: its disk is full, for instance. */
export class MachineError extends BenchmarkError {
  override readonly name = 'MachineError';
}
