import type { PartKind } from '@cfq/parts';
import type { ContributedKind } from './shared/contribute.ts';

/** A kind with what its catalogue's tests must have run on a part that was just started. */
export interface GeneratorKind extends ContributedKind {
  readonly kind: PartKind;
  /** The test file of the catalogue, below the package. */
  readonly laws: string;
  /** One of the laws. */
  readonly law: RegExp;
  /** Laws that a package on a higher floor holds it against, which can be asked more of it. */
  readonly above?: { readonly package: string; readonly laws: string; readonly law: RegExp };
}

const flat = (name: string): string => name;

/** Every kind of part, by the name of its generator. */
export const generatorKinds: { readonly [Kind in PartKind]: GeneratorKind & { readonly kind: Kind } } = {
  quantizer: {
    kind: 'quantizer',
    noun: 'A quantizer',
    package: 'quantizers',
    sources: 'packages/quantizers/src/quantizers',
    pages: 'apps/docs/quantizers',
    file: flat,
    suffix: '',
    example: 'tanh-normalised',
    description: 'post-training, symmetric signed range',
    source: 'Krishnamoorthi 2018',
    laws: 'src/quantizers.test.ts',
    law: /fresh-start.*decode\(encode\(x\)\) equals fakeQuantize\(x\) bit for bit/,
    above: {
      package: 'deploy',
      laws: 'src/testing/packing-laws.test.ts',
      law: /fresh-start.*packed weights run as they decode, bit for bit/,
    },
  },
  solver: {
    kind: 'solver',
    noun: 'A recourse solver',
    package: 'recourse',
    sources: 'packages/recourse/src/solvers',
    pages: 'apps/docs/recourse/methods',
    file: flat,
    suffix: '',
    example: 'coordinate-descent',
    description: 'one linearisation at the person, aimed further and further',
    source: 'CFQ §3',
    laws: 'src/solvers/solvers.test.ts',
    law: /fresh-start.*feasible/,
  },
  sensitivity: {
    kind: 'sensitivity',
    noun: 'A sensitivity',
    package: 'bit-allocation',
    sources: 'packages/bit-allocation/src/sensitivities',
    pages: 'apps/docs/sensitivities',
    file: flat,
    suffix: 'Sensitivity',
    example: 'fisher',
    description: 'measured rise of the loss on labelled rows, never below zero',
    source: 'CFQ §5',
    laws: 'src/sensitivities/sensitivities.test.ts',
    law: /fresh-start.*a finite number for every layer/,
  },
  allocator: {
    kind: 'allocator',
    noun: 'An allocator',
    package: 'bit-allocation',
    sources: 'packages/bit-allocation/src/allocators',
    pages: 'apps/docs/allocators',
    file: flat,
    suffix: '',
    example: 'smallest-first',
    description: 'uniform, then the smallest layers wider while they fit',
    source: 'CFQ §4.3',
    laws: 'src/allocators/allocators.test.ts',
    law: /fresh-start.*the average never exceeds the budget/,
  },
  term: {
    kind: 'term',
    noun: 'A term of the objective',
    package: 'training',
    sources: 'packages/training/src/terms',
    pages: 'apps/docs/terms',
    file: flat,
    suffix: '',
    example: 'logit-gap',
    description: 'absolute error to the margin of the teacher on training rows',
    source: 'Ba & Caruana 2014',
    laws: 'src/terms/terms.test.ts',
    law: /fresh-start/,
  },
  method: {
    kind: 'method',
    noun: 'A method',
    package: 'training',
    sources: 'packages/training/src/methods',
    pages: 'apps/docs/methods',
    file: flat,
    suffix: 'Method',
    example: 'margin-distilled',
    description: 'uniform weights with learned steps, labels and the logits of the teacher',
    source: 'Esser et al. 2020; Hinton et al. 2015',
    laws: 'src/methods/methods.test.ts',
    law: /fresh-start.*/,
  },
  dataset: {
    kind: 'dataset',
    noun: 'A data set',
    package: 'datasets',
    sources: 'packages/datasets/src/sets',
    pages: 'apps/docs/datasets',
    file: (name) => `${name}/${name}`,
    suffix: '',
    example: 'home-loans',
    description: '400 made-up applicants for a loan; favourable is that it is granted',
    source: 'made up',
    laws: 'src/sets/datasets.test.ts',
    law: /fresh-start.*/,
  },
};
