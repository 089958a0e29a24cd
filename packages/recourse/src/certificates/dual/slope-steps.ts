import type { LiveUnits } from '../live-units.ts';

/** First and last step of a slope, which is between 0 and 1; Adam's decays of both moments. */
const rate = 0.1;
const lastRate = 0.03;
const [decay, squareDecay] = [0.8, 0.9];

/** Slopes of a layer's units, as shares of their coefficients, and how they move down a gradient. */
export interface SlopeSteps {
  /** `[units]`, 0 to 1. */
  readonly student: Float64Array;
  readonly teacher: Float64Array;
  /** `[units]`, to be filled before a {@link move}. */
  readonly gradientOfStudent: Float64Array;
  readonly gradientOfTeacher: Float64Array;
  /** Forgets what it moved by. */
  rest(): void;
  /**
   * One step of Adam (Kingma & Ba 2015) within 0 to 1, shorter from one to the next.
   *
   * @param step from 0.
   * @param of how many there are.
   */
  move(live: LiveUnits, step: number, of: number): void;
}

/** Room for a layer. */
export function slopeSteps(units: number): SlopeSteps {
  const room = (): Float64Array => new Float64Array(units);
  const of = () => ({ slope: room(), gradient: room(), mean: room(), square: room() });
  const both = { student: of(), teacher: of() };
  return {
    student: both.student.slope,
    teacher: both.teacher.slope,
    gradientOfStudent: both.student.gradient,
    gradientOfTeacher: both.teacher.gradient,
    rest() {
      for (const { mean, square } of [both.student, both.teacher]) {
        mean.fill(0);
        square.fill(0);
      }
    },
    move({ index, count }, step, of) {
      const length = rate * (lastRate / rate) ** (step / of);
      const unbiased = 1 - decay ** (step + 1);
      const unbiasedSquare = 1 - squareDecay ** (step + 1);
      for (const { slope, gradient, mean, square } of [both.student, both.teacher]) {
        for (let at = 0; at < count; at += 1) {
          const i = index[at]!;
          const by = gradient[i]!;
          mean[i] = decay * mean[i]! + (1 - decay) * by;
          square[i] = squareDecay * square[i]! + (1 - squareDecay) * by * by;
          if (square[i] === 0) continue;
          const move = mean[i] / unbiased / Math.sqrt(square[i] / unbiasedSquare);
          slope[i] = Math.min(1, Math.max(0, slope[i]! - length * move));
        }
      }
    },
  };
}
