import type { Tree } from '@nx/devkit';
import { allocatorGenerator } from './allocator/generator.ts';
import { methodGenerator } from './method/generator.ts';
import { quantizerGenerator } from './quantizer/generator.ts';
import { sensitivityGenerator } from './sensitivity/generator.ts';
import type { ContributionOptions } from './shared/contribute.ts';
import { solverGenerator } from './solver/generator.ts';

/** What a generator touches, for the tests that all of them share. */
export interface GeneratorKind {
  readonly kind: string;
  readonly generate: (tree: Tree, options: ContributionOptions) => Promise<void>;
  /** Package that it writes to. */
  readonly package: string;
  /** Files that it edits; the first is the catalogue. */
  readonly edits: readonly string[];
  /** The files it writes for a name, the implementation first. */
  readonly writes: (name: string) => readonly string[];
  /** What the catalogue holds for `fresh-start`, after formatting. */
  readonly registered: RegExp;
  /** The test file of the catalogue. */
  readonly laws: string;
  /** One of its laws, which must have run on what was generated. */
  readonly law: RegExp;
}

const withTest = (file: string): readonly string[] => [`${file}.ts`, `${file}.test.ts`];

/** The generators. */
export const generatorKinds: readonly GeneratorKind[] = [
  {
    kind: 'quantizer',
    generate: quantizerGenerator,
    package: 'quantizers',
    edits: ['packages/quantizers/src/quantizers/catalogue.ts'],
    writes: (name) => [
      ...withTest(`packages/quantizers/src/quantizers/${name}`),
      `apps/docs/quantizers/${name}.md`,
    ],
    registered: /export \{ freshStart \} from '\.\/fresh-start\.ts';/,
    laws: 'src/quantizers.test.ts',
    law: /fresh-start.*decode\(encode\(x\)\) equals fakeQuantize\(x\) bit for bit/,
  },
  {
    kind: 'solver',
    generate: solverGenerator,
    package: 'recourse',
    edits: ['packages/recourse/src/solvers/catalogue.ts', 'apps/docs/recourse/solvers.md'],
    writes: (name) => withTest(`packages/recourse/src/solvers/${name}`),
    registered: /export \{ freshStart \} from '.\/fresh-start.ts'/,
    laws: 'src/solvers/solvers.test.ts',
    law: /fresh-start.*actions are feasible, cost what they say, and reach their margin/,
  },
  {
    kind: 'sensitivity',
    generate: sensitivityGenerator,
    package: 'bit-allocation',
    edits: ['packages/bit-allocation/src/sensitivities/catalogue.ts', 'apps/docs/bit-allocation.md'],
    writes: (name) => withTest(`packages/bit-allocation/src/sensitivities/${name}-sensitivity`),
    registered: /export \{ freshStartSensitivity \} from '\.\/fresh-start-sensitivity\.ts';/,
    laws: 'sensitivities/sensitivities.test.ts',
    law: /fresh-start.*a finite number for every layer/,
  },
  {
    kind: 'allocator',
    generate: allocatorGenerator,
    package: 'bit-allocation',
    edits: [
      'packages/bit-allocation/src/allocators/catalogue.ts',
      'packages/bit-allocation/src/index.ts',
      'apps/docs/bit-allocation.md',
    ],
    writes: (name) => withTest(`packages/bit-allocation/src/allocators/${name}-allocation`),
    registered: /export \{ freshStart \} from '\.\/fresh-start-allocation\.ts';/,
    laws: 'allocators/allocators.test.ts',
    law: /fresh-start.*the average never exceeds the budget/,
  },
  {
    kind: 'method',
    generate: methodGenerator,
    package: 'training',
    edits: ['packages/training/src/methods/methods.ts', 'apps/docs/methods.md'],
    writes: (name) => withTest(`packages/training/src/methods/${name}`),
    registered: /'fresh-start': freshStartMethod,\n\} as const satisfies/,
    laws: 'student/train-student.test.ts',
    law: /fresh-start: trains, meets its budget, and decides as the model that is deployed/,
  },
];
