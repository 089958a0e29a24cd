import { createBestFirst } from '../../search/best-first.ts';
import type { PairBounder } from './pair-bounder.ts';
import type { PromiseOutcome } from './decide-promises.ts';
import type { Claim } from './promise-side.ts';

/** A box, and what is claimed of it. */
export interface BoxToDecide {
  readonly centre: Float64Array;
  readonly radii: Float64Array;
  readonly bounder: PairBounder;
  /** Of the teacher and itself; null where what it says does not count. */
  readonly ofTeacher: PairBounder | null;
  readonly claim: Claim;
  /** Margins of teacher and student, as float32 evaluates them. */
  readonly margins: (row: Float32Array) => readonly [teacher: number, student: number];
  readonly confirm: (row: Float32Array) => boolean | Promise<boolean>;
  readonly boxes: number;
  readonly signal: AbortSignal | undefined;
}

/** What was found of it. */
interface Decided {
  readonly outcome: PromiseOutcome;
  /** The row that refutes the claim. */
  readonly row: Float32Array | null;
  readonly looked: number;
}

interface Part {
  readonly centre: Float64Array;
  readonly radii: Float64Array;
}

/** Half-widths below which, relative to the larger of 1 and the middle, columns are not split. */
const narrowest = 1e-6;

/** Parts between two looks at the clock, and milliseconds between two rests. */
const stride = 8;
const rest = 40;

/** Branch and bound over one box. */
export async function decideBox(box: BoxToDecide): Promise<Decided> {
  const { bounder, claim, confirm, signal, boxes } = box;
  const moved = Int32Array.from(box.radii.keys()).filter((column) => box.radii[column]! > 0);
  let looked = 0;
  let rested = performance.now();

  const isRefuted = async (row: Float32Array): Promise<boolean> =>
    claim.breaks(...box.margins(row)) && (await confirm(row));

  const queue = createBestFirst<Part>();
  let isOpen = false;

  /** Queues a part that its bounds do not settle; true where its middle refutes the claim. */
  async function look(part: Part): Promise<Float32Array | null> {
    looked += 1;
    let slack = claim.slack(bounder.bound(part.centre, part.radii));
    if (slack <= 0 && box.ofTeacher !== null) {
      slack = Math.max(slack, claim.unsaid(box.ofTeacher.bound(part.centre, part.radii)));
    }
    if (slack > 0) return null;
    const row = inside(box, part.centre);
    if (await isRefuted(row)) return row;
    queue.add(slack, part);
    return null;
  }

  let row = await look(box);
  if (row === null && queue.size() > 0) {
    const cornered = corner(box, moved);
    if (await isRefuted(cornered)) row = cornered;
  }
  while (row === null && queue.size() > 0) {
    if (looked % stride === 0 && performance.now() - rested > rest) {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      rested = performance.now();
    }
    signal?.throwIfAborted();
    const part = queue.take()!;
    const column = widest(part, moved, bounder.influence);
    if (column < 0 || looked >= boxes) {
      isOpen = true;
      if (looked >= boxes) break;
      continue;
    }
    const half = part.radii[column]! / 2;
    const radii = part.radii.with(column, half);
    for (const sign of [-1, 1]) {
      row ??= await look({ centre: part.centre.with(column, part.centre[column]! + sign * half), radii });
    }
  }
  if (row !== null) return { outcome: 'refuted', row, looked };
  return { outcome: isOpen ? 'open' : 'certified', row: null, looked };
}

/** The column whose range moves the student most; −1 where none can be split. */
function widest({ centre, radii }: Part, moved: Int32Array, influence: Float64Array): number {
  let best = -1;
  let most = 0;
  for (const column of moved) {
    if (radii[column]! < narrowest * Math.max(1, Math.abs(centre[column]!))) continue;
    const effect = radii[column]! * (influence[column]! + Number.MIN_VALUE);
    if (effect <= most) continue;
    [best, most] = [column, effect];
  }
  return best;
}

/** A float32 row of the whole box, at or next to a point of it. */
function inside({ centre, radii }: BoxToDecide, point: ArrayLike<number>): Float32Array {
  return Float32Array.from(point, (value, column) => {
    const near = Math.fround(value);
    const [low, high] = [centre[column]! - radii[column]!, centre[column]! + radii[column]!];
    if (near >= low && near <= high) return near;
    // The middle is a float32 itself.
    const step = Math.max(Math.abs(near), 2 ** -126) * 2 ** -22;
    const moved = Math.fround(near < low ? near + step : near - step);
    return moved >= low && moved <= high ? moved : centre[column]!;
  });
}

/** Where the claim comes nearest to breaking, column by column between both ends and the middle, twice round. */
function corner(box: BoxToDecide, moved: Int32Array): Float32Array {
  let best = inside(box, box.centre);
  let nearest = box.claim.nearness(...box.margins(best));
  for (let round = 0; round < 2; round += 1) {
    for (const column of moved) {
      for (const end of [-1, 1]) {
        const point = Float64Array.from(best);
        point[column] = box.centre[column]! + end * box.radii[column]!;
        const row = inside(box, point);
        const near = box.claim.nearness(...box.margins(row));
        if (near > nearest) [best, nearest] = [row, near];
      }
    }
  }
  return best;
}
