import { linearFit } from './correlation.ts';
import type { Detector } from './evidence.ts';
import { logits } from './words.ts';

/** Logits below which margins count as the same. */
const negligible = 1e-3;
/** What a shift or a scale may leave unexplained, of the difference it explains. */
const unexplained = 0.1;

/** Margins that are the teacher's plus a constant, or times a factor: a moved bias, a threshold, a temperature. */
export const shifted: Detector = ({ teacher, student, teacherMargins, studentMargins, marginDifference }) => {
  const { mean, deviation } = marginDifference;
  if (teacher.reads === 'labels' || student.reads === 'labels' || mean === null || deviation === null)
    return [];
  if (Math.abs(mean) > negligible && deviation <= unexplained * Math.abs(mean)) {
    return [
      {
        kind: 'margins-shifted',
        severity: 'warning',
        title: 'All margins are moved by the same amount',
        text:
          `The student's margin is the teacher's ${logits(mean, true)}, for everybody (standard deviation ` +
          `${logits(deviation)}). It looks like a bias of the last layer that was moved, or another decision threshold: ` +
          `people are ${mean > 0 ? 'approved' : 'denied'} more easily, those nearest to the boundary first.`,
        lines: [],
      },
    ];
  }
  const { slope, shift, residual, spread } = linearFit(teacherMargins, studentMargins);
  const apart = Math.hypot(mean, deviation);
  if (!(apart > negligible && slope > 0 && residual <= unexplained * apart && residual < 0.02 * spread))
    return [];
  return [
    {
      kind: 'margins-scaled',
      severity: 'warning',
      title: 'Margins are scaled',
      text:
        `The student's margin is ${slope.toFixed(3)} times the teacher's ${logits(shift, true)}, for everybody (standard ` +
        `deviation of the rest ${logits(residual)}). It looks like a scale of the output that was lost or a temperature that was ` +
        'added: an issue margin promised in logits of one file is not the same in the other.',
      lines: [],
    },
  ];
};
