import { expandGrid, type Variant } from './expand-grid.ts';
import type { Family } from './family.ts';
import { paperGrid, quickestGrid, underLiterature } from './grids.ts';

/** A teacher: its network and how it is trained. */
type TeacherVariant = Pick<Variant, 'backbone' | 'teacherOptions'>;

/** Trained to the end without decay: what training rows say, noise and all, is learned by heart. */
const byHeart = { decayScale: 0, keep: 'last' } as const;

/** The protocol's teacher, and teachers as people have them. */
const teachers: readonly TeacherVariant[] = [
  {},
  ...[0.1, 0.01, 0].map((decayScale) => ({ teacherOptions: { decayScale } })),
  { teacherOptions: { decayScale: 0, keep: 'accuracy' } },
  { teacherOptions: { decayScale: 0, dropout: 0.2 } },
  { teacherOptions: { batch: 32 } },
  ...['mlp:32-16', 'mlp:256-128-64-32', 'mlp:512-512'].map((backbone) => ({ backbone })),
  // MLPClassifier of scikit-learn: 100 units, Adam at 1e-3, batches of 200, 200 epochs, a penalty of 1e-4 / 200.
  { backbone: 'mlp:100', teacherOptions: { ...byHeart, batch: 200, learningRate: 1e-3, epochs: 200 } },
  { teacherOptions: byHeart },
];
const quickTeachers: readonly TeacherVariant[] = [{}, { teacherOptions: byHeart }];

/** Actions along which a teacher's roughness is looked at. */
const diagnostics = { roughness: { people: 500 } };

/** Whether faithfulness depends on how the teacher was trained, what tells beforehand, and how many bits it then takes. */
export const teachersFamily: Family & { readonly name: 'teachers' } = {
  name: 'teachers',
  title: 'Teachers as people have them',
  description: `whether students stay faithful to teachers that were not smoothed for it, how rough those are, and how many bits it takes, ${underLiterature}`,
  source: 'this project; defaults of scikit-learn’s MLPClassifier as documented',
  quickly: 'the usual teacher and one trained by heart; two methods',
  settings: (options) => {
    const { quick } = options;
    const methods = quick ? ['kd-fresh'] : ['lsq', 'kd', 'kd-long', 'kd-fresh', 'cfq', 'cf-ptq-faithful'];
    const bits = quick ? [4, 8] : [3, 4, 5, 6, 8];
    return expandGrid(
      options,
      quick ? quickestGrid : paperGrid,
      (quick ? quickTeachers : teachers).flatMap((teacher): Variant[] => [
        ...methods.map((method) => ({ ...teacher, method })),
        ...bits.map((budgetBits) => ({
          ...{ ...teacher, method: 'cfq-faithful', budgetBits },
          ...(budgetBits === 4 && { diagnostics }),
        })),
        ...(quick ? [] : bits.map((budgetBits) => ({ ...teacher, method: 'cfq-channels', budgetBits }))),
      ]),
    );
  },
};
