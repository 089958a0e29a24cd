import type { PreActivations } from '../intervals.ts';
import { mostPieces, type GraphPieces } from './graph-pieces.ts';

/** What a layer's units may be, before and after their ReLUs and grids, in both networks. */
export interface JointGraph {
  readonly before: PreActivations;
  readonly teacher: GraphPieces;
  readonly student: GraphPieces;
}

/** Where a maximum is taken: both sums of the unit, and both outputs. */
export interface SupportPoint {
  value: number;
  z: number;
  y: number;
  h: number;
  g: number;
}

/** Room for the answer of {@link jointSupport}. */
export const supportPoint = (): SupportPoint => ({ value: 0, z: 0, y: 0, h: 0, g: 0 });

/**
 * The largest `onG · g + onH · h − slopeY · y − slopeZ · z` of one unit: `g = Q(relu(y))` of the student, `h = Q(relu(z))` of
 * the teacher, over `z`, `y` and `δ = y − z` each in its interval, a hexagon. It is the least offset that makes
 * `slopeY · y + slopeZ · z + offset` a bound from above, whatever the slopes: all linear relaxations of a ReLU, of a
 * difference of two (Paulsen et al. 2020) and of a staircase are cases of it. Exact but for float64, as a maximum of linear
 * functions over the corners of pieces.
 *
 * @param i a unit.
 * @param out overwritten.
 */
export function jointSupport(
  { before, teacher, student }: JointGraph,
  i: number,
  onG: number,
  onH: number,
  slopeY: number,
  slopeZ: number,
  out: SupportPoint,
): void {
  const zl = before.teacher.low[i]!;
  const zh = before.teacher.high[i]!;
  const yl = before.student.low[i]!;
  const yh = before.student.high[i]!;
  // Room for what float64 made of the intervals, so that no true point is left out.
  const room = 1e-12 * (1 + Math.max(Math.abs(zl), Math.abs(zh)) + Math.max(Math.abs(yl), Math.abs(yh)));
  const dl = before.difference.low[i]! - room;
  const dh = before.difference.high[i]! + room;
  const base = i * mostPieces;
  const ofStudent = base + student.count[i]!;
  const ofTeacher = base + teacher.count[i]!;
  out.value = -Infinity;
  const isTied = dl > yl - zh || dh < yh - zl;
  if (!isTied || (onG === 0 && slopeY === 0) || (onH === 0 && slopeZ === 0)) {
    apart(student, base, ofStudent, onG, slopeY);
    const [value, y, g] = [apartValue, apartAt, apartOutput];
    apart(teacher, base, ofTeacher, onH, slopeZ);
    out.value = value + apartValue;
    out.y = y;
    out.g = g;
    out.z = apartAt;
    out.h = apartOutput;
    return;
  }
  for (let a = base; a < ofStudent; a += 1) {
    const riseY = onG * student.slope[a]! - slopeY;
    const constantY = onG * (onG >= 0 ? student.high[a]! : student.low[a]!);
    const [ya, yb] = [student.from[a]!, student.to[a]!];
    for (let b = base; b < ofTeacher; b += 1) {
      const least = Math.max(teacher.from[b]!, ya - dh);
      const most = Math.min(teacher.to[b]!, yb - dl);
      if (least > most) continue;
      const riseZ = onH * teacher.slope[b]! - slopeZ;
      const constant = constantY + onH * (onH >= 0 ? teacher.high[b]! : teacher.low[b]!);
      // For a given z the best y is at an end that changes once.
      const kink = Math.min(Math.max(riseY >= 0 ? yb - dh : ya - dl, least), most);
      for (let at = 0; at < 3; at += 1) {
        const z = at === 0 ? least : at === 1 ? most : kink;
        const y = riseY >= 0 ? Math.min(yb, z + dh) : Math.max(ya, z + dl);
        const value = riseY * y + riseZ * z + constant;
        if (value <= out.value) continue;
        out.value = value;
        out.y = y;
        out.z = z;
        out.g = student.slope[a]! * y + (onG >= 0 ? student.high[a]! : student.low[a]!);
        out.h = teacher.slope[b]! * z + (onH >= 0 ? teacher.high[b]! : teacher.low[b]!);
      }
    }
  }
}

// Answers of `apart`, which is called too often to make an object of them.
let apartValue = 0;
let apartAt = 0;
let apartOutput = 0;

/** The largest `on · t − slope · s` of one network's unit by itself. */
function apart(pieces: GraphPieces, from: number, to: number, on: number, slope: number): void {
  apartValue = -Infinity;
  for (let at = from; at < to; at += 1) {
    const rise = on * pieces.slope[at]! - slope;
    const shift = on >= 0 ? pieces.high[at]! : pieces.low[at]!;
    const s = rise >= 0 ? pieces.to[at]! : pieces.from[at]!;
    const value = rise * s + on * shift;
    if (value <= apartValue) continue;
    apartValue = value;
    apartAt = s;
    apartOutput = pieces.slope[at]! * s + shift;
  }
}
