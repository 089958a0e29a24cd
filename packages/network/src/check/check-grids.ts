import { checkFinite } from './check-weights.ts';
import { NetworkError } from '../network-error.ts';
import type { ActivationGrid } from '../model/activation-grid.ts';
import type { ColumnGrid } from '../model/column-grid.ts';
import type { SumGrid } from '../model/sum-grid.ts';
import type { Refuse } from './refuse-layer.ts';

const mostBits = 16;

const isFloat32 = (value: number): boolean => Number.isFinite(value) && Math.fround(value) === value;

function checkScale(scale: number, refuse: Refuse): void {
  if (scale > 0 && isFloat32(scale)) return;
  refuse({
    rule: 'a grid has a positive scale that float32 holds',
    expected: 'e.g. Math.fround(0.03)',
    got: String(scale),
    remedy: 'Round it, or make the network with denseNetwork, which does.',
  });
}

/** Checks what rectified outputs are rounded to; throws through `refuse`. */
export function checkActivationGrid({ scale, bits }: ActivationGrid, refuse: Refuse): void {
  if (!Number.isInteger(bits) || bits < 1 || bits > mostBits) {
    refuse({
      rule: 'a grid has a whole number of bits',
      expected: `1 to ${mostBits}`,
      got: String(bits),
      remedy: 'Leave the grid null to keep the outputs float.',
    });
  }
  checkScale(scale, refuse);
}

function checkSteps({ lowest, highest }: Pick<ColumnGrid, 'lowest' | 'highest'>, refuse: Refuse): void {
  const are = [lowest, highest].every((step) => Number.isInteger(step));
  if (are && lowest <= 0 && highest >= 0 && lowest < highest && highest - lowest < 2 ** mostBits) return;
  refuse({
    rule: 'a grid goes from a whole step up to 0 to one from 0',
    expected: `e.g. -128 to 127, at most ${2 ** mostBits - 1} steps`,
    got: `${lowest} to ${highest}`,
    remedy: 'Count steps from the zero point.',
  });
}

/** Checks what the sums of a layer are rounded to; throws through `refuse`. */
export function checkSumGrid(grid: SumGrid, outputs: number, refuse: Refuse): void {
  checkScale(grid.scale, refuse);
  checkSteps(grid, refuse);
  if (grid.bias.length !== outputs) {
    refuse({
      rule: 'a grid of sums has something to add to every output',
      expected: String(outputs),
      got: String(grid.bias.length),
      remedy: 'Pass zeros where nothing is added before rounding.',
    });
  }
  checkFinite('biases before rounding', grid.bias, refuse);
}

/**
 * Checks what the columns of a row are rounded to.
 *
 * @throws NetworkError in the name of `caller`.
 */
export function checkColumnGrid(grid: ColumnGrid, columns: number, caller: string): void {
  const refuse: Refuse = ({ rule, expected, got, remedy }) => {
    throw new NetworkError(`${caller}: input grid: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
  };
  const { scale, offset } = grid;
  checkSteps(grid, refuse);
  if ((scale.length !== 1 && scale.length !== columns) || offset.length !== scale.length) {
    refuse({
      rule: 'one step and one offset serve all columns, or each has its own',
      expected: `1 or ${columns} of each`,
      got: `${scale.length} and ${offset.length}`,
      remedy: 'Pass zeros where the grid goes through 0.',
    });
  }
  const stray = scale.find((step) => step === 0 || !Number.isFinite(step));
  if (stray !== undefined) {
    refuse({
      rule: 'steps are finite and not 0',
      expected: 'e.g. 0.03',
      got: String(stray),
      remedy: 'Leave out columns that are always the same.',
    });
  }
  checkFinite('offsets', offset, refuse);
}
