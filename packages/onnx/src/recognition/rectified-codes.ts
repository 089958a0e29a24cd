import type { ActivationGrid } from '@cfq/network';
import { refuse } from './obstacle.ts';
import { affine, outputsOf } from './linear-forms.ts';
import type { Codes, Columns, Stage, Value } from './values.ts';

/** Rectified outputs of a layer, all times one factor, on their way to codes. */
export function rectifiedCodes(value: Value): Codes {
  if (value.kind === 'codes') return value;
  if (value.kind !== 'columns') {
    return refuse(
      value.kind === 'dense' ? 'sums are rounded that no ReLU rectifies' : 'it rounds no outputs of a layer',
    );
  }
  const { stage, columns, tail } = value;
  const last = stage.layers.at(-1);
  if (last === undefined)
    return refuse('it rounds the columns of the rows, which a network reads as they are');
  const factor = columns[0]?.terms[0]?.factor ?? 0;
  const isWhole =
    columns.length === stage.width &&
    columns.every(
      ({ terms, constant }, at) =>
        terms.length === 1 && terms[0]!.of === at && terms[0]!.factor === factor && constant === 0,
    );
  if (!isWhole || !(factor > 0)) return refuse('outputs are rounded to steps that differ');
  if (last.activation !== 'relu') return refuse('sums are rounded that no ReLU rectifies');
  if (last.grid !== null) return refuse('outputs are rounded twice');
  return { kind: 'codes', stage, factor, highest: Infinity, zeroPoint: 0, rounded: false, tail };
}

/** A stage whose outputs are rounded to a grid. */
function onGrid(stage: Stage, grid: ActivationGrid): Stage {
  const last = stage.layers.at(-1)!;
  return { ...stage, layers: [...stage.layers.slice(0, -1), { ...last, grid }] };
}

/** Codes as linear forms of outputs that are on their grid. */
export function columnsOfCodes({ stage, factor, highest, zeroPoint, rounded, tail }: Codes): Columns {
  if (!rounded) return refuse('outputs are held below a bound');
  const bits = Math.log2(highest + 1);
  if (!Number.isInteger(bits) || bits < 1 || bits > 16) {
    return refuse(`outputs are rounded to ${highest + 1} levels`);
  }
  const scale = Math.fround(1 / factor);
  const outputs = outputsOf(onGrid(stage, { scale, bits }), tail);
  return { ...outputs, columns: outputs.columns.map((column) => affine(column, 1 / scale, zeroPoint)) };
}

/** `(codes − zeroPoint) · scale`. */
export function decoded(codes: Codes, scale: number, zeroPoint: number): Columns {
  const columns = columnsOfCodes(codes);
  const own = columns.stage.layers.at(-1)!.grid!.scale;
  const outputs = outputsOf(columns.stage, codes.tail);
  // Decoded with the scale they were made with, they are the outputs themselves.
  const factor = scale === own ? 1 : scale / own;
  const constant = (codes.zeroPoint - zeroPoint) * scale;
  return { ...outputs, columns: outputs.columns.map((column) => affine(column, factor, constant)) };
}
