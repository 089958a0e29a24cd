import { task } from '../terms/task.ts';
import type { QuantizedMethod } from './method.ts';

/**
 * A full-precision student from fresh weights learns the teacher's logits, and is then quantized as `lsq` does it. It is
 * another model than the teacher before a bit is lost, and the promises it has to keep are the teacher's.
 */
export const kdQuantMethod: QuantizedMethod & { readonly name: 'kd-quant' } = {
  kind: 'quantized',
  name: 'kd-quant',
  description: 'a fresh student distilled from the teacher at full precision, then as lsq',
  source: 'Hinton, Vinyals & Dean 2015; Polino, Pascanu & Alistarh 2018; CFQ §5',
  weights: { quantizer: 'lsq', perChannel: false, stepStart: 'quantizer' },
  activations: { quantizer: 'pact', bits: 8 },
  start: 'distilled',
  allocator: 'uniform',
  terms: [{ term: task, weight: 1 }],
  training: { length: { passes: 20 }, learningRate: 1e-3, quantizerRate: 0.1, totalDecay: 0.5, keep: 'best' },
};
