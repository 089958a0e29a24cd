import { partNamed } from '@cfq/parts';
import { TrainingError } from '../training-error.ts';
import { cfqFaithfulMethod } from './cfq-faithful.ts';
import { cfqHingeMethod } from './cfq-hinge.ts';
import { cfqMatchMethod } from './cfq-match.ts';
import { cfqUniformMethod } from './cfq-uniform.ts';
import { cfqMethod } from './cfq.ts';
import { ptq4Method } from './ptq4.ts';
import { ptq8Method } from './ptq8.ts';
import { mixedPtqMethod } from './mixed-ptq.ts';
import { cfPtqMethod } from './cf-ptq.ts';
import { cfPtqSensitivityMethod } from './cf-ptq-sensitivity.ts';
import { cfPtqFaithfulMethod } from './cf-ptq-faithful.ts';
import { fp32Method } from './fp32.ts';
import { kdMethod } from './kd.ts';
import { kdQuantMethod } from './kd-quant.ts';
import { lsqMethod } from './lsq.ts';
import { mixedprecMethod } from './mixedprec.ts';
import { pactMethod } from './pact.ts';
import { pruneQuantMethod } from './prune-quant.ts';
import { rConsistencyMethod } from './r-consistency.ts';
import { rMarginMethod } from './r-margin.ts';
import { retrainedMethod } from './retrained.ts';
import type { Method } from './method.ts';

/** Names of the methods. */
export type MethodName =
  | 'fp32'
  | 'retrained'
  | 'lsq'
  | 'pact'
  | 'kd'
  | 'mixedprec'
  | 'cfq'
  | 'cfq-uniform'
  | 'cfq-hinge'
  | 'cfq-match'
  | 'cfq-faithful'
  | 'prune-quant'
  | 'kd-quant'
  | 'r-margin'
  | 'r-consistency'
  | 'ptq4'
  | 'ptq8'
  | 'mixed-ptq'
  | 'cf-ptq'
  | 'cf-ptq-sensitivity'
  | 'cf-ptq-faithful';

/** Every method by name. An entry that is missing or under a wrong name is a type error. */
export const methods = {
  fp32: fp32Method,
  retrained: retrainedMethod,
  lsq: lsqMethod,
  pact: pactMethod,
  kd: kdMethod,
  mixedprec: mixedprecMethod,
  cfq: cfqMethod,
  'cfq-uniform': cfqUniformMethod,
  'cfq-hinge': cfqHingeMethod,
  'cfq-match': cfqMatchMethod,
  'cfq-faithful': cfqFaithfulMethod,
  'prune-quant': pruneQuantMethod,
  'kd-quant': kdQuantMethod,
  'r-margin': rMarginMethod,
  'r-consistency': rConsistencyMethod,
  ptq4: ptq4Method,
  ptq8: ptq8Method,
  'mixed-ptq': mixedPtqMethod,
  'cf-ptq': cfPtqMethod,
  'cf-ptq-sensitivity': cfPtqSensitivityMethod,
  'cf-ptq-faithful': cfPtqFaithfulMethod,
} as const satisfies { readonly [Name in MethodName]: Method & { readonly name: Name } };

/**
 * The method of a name.
 *
 * @throws TrainingError for an unknown name, listing the known ones.
 */
export function method(name: string): Method {
  return partNamed<Method>('method', methods, name, TrainingError);
}
