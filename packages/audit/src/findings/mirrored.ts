import type { Detector } from './evidence.ts';
import { correlation } from './correlation.ts';
import { people, percent } from './words.ts';

/** Margins that run against each other more than this are mirror images. */
const against = -0.5;

/** Decisions that are the opposite of the teacher's: the labels, or the columns of the output, are exchanged. */
export const mirrored: Detector = ({ teacherMargins, studentMargins, swapSet }) => {
  const n = teacherMargins.length;
  const changed = swapSet.people.length;
  const together = correlation(teacherMargins, studentMargins);
  if (!(together < against) || changed <= n / 2) return [];
  return [
    {
      kind: 'decisions-mirrored',
      severity: 'error',
      title: 'Decisions are the mirror image',
      text:
        `The student decides about ${people(changed)} of ${n.toLocaleString('en')} (${percent(changed / n, 1)}) the other ` +
        `way round, and its margins run against the teacher's (correlation ${together.toFixed(2)}). It looks like a ` +
        'swapped label map: what the file calls the favourable class is the other one. Check the order of its classes, or name ' +
        'the favourable one.',
      lines: [],
    },
  ];
};
