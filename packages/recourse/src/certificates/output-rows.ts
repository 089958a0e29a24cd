import type { PreparedLayer } from './prepare-pair.ts';

/**
 * Quantities that are linear in the last layer's inputs, `row = onDifferenceᵀ d + onTeacherᵀ h + offset`: first the change
 * of each logit, then for each rival class `r` the change of `g_t − g_r`, then for each the student's own `g_t − g_r`.
 */
export interface OutputRows {
  readonly classes: number;
  readonly count: number;
  /** Units of the last hidden layer, or columns. */
  readonly units: number;
  /** `[count, units]`. */
  readonly onDifference: Float64Array;
  readonly onTeacher: Float64Array;
  /** `[count]`, and so the rest. */
  readonly offset: Float64Array;
  /** `[count, classes]`: size of the weight of each class's logit in the row, of the teacher and of the student. */
  readonly teacherClasses: Float64Array;
  readonly studentClasses: Float64Array;
  /** Norms of the weights and biases that enter the row as evaluated, for what rounding adds to them. */
  readonly teacherNorm: Float64Array;
  readonly teacherBias: Float64Array;
  readonly studentNorm: Float64Array;
  readonly studentBias: Float64Array;
}

/** Weight of each class in a row, for the teacher and for the student. */
interface RowOfClasses {
  readonly teacher: readonly number[];
  readonly student: readonly number[];
}

/**
 * The rows of a pair's last layer.
 *
 * @param target a class index.
 */
export function outputRows(layer: PreparedLayer, target: number): OutputRows {
  const { inputs: units, outputs: classes } = layer;
  const indices = Array.from({ length: classes }, (_, label) => label);
  const one = (label: number): number[] => indices.map((other) => (other === label ? 1 : 0));
  const versus = (rival: number): number[] =>
    indices.map((label) => Number(label === target) - Number(label === rival));
  const rivals = indices.filter((label) => label !== target);
  const none = indices.map(() => 0);
  const rows: RowOfClasses[] = [
    ...indices.map((label) => ({ teacher: one(label), student: one(label) })),
    ...rivals.map((rival) => ({ teacher: versus(rival), student: versus(rival) })),
    ...rivals.map((rival) => ({ teacher: none, student: versus(rival) })),
  ];
  const sum = (weights: readonly number[], of: (label: number) => number): number =>
    weights.reduce((total, weight, label) => total + (weight === 0 ? 0 : weight * of(label)), 0);
  const absolute = (weights: readonly number[], of: Float64Array): number =>
    sum(weights.map(Math.abs), (label) => Math.abs(of[label]!));
  const table = (of: (row: RowOfClasses, unit: number) => number): Float64Array =>
    Float64Array.from({ length: rows.length * units }, (_, at) =>
      of(rows[Math.floor(at / units)]!, at % units),
    );
  return {
    classes,
    count: rows.length,
    units,
    onDifference: table(({ student }, i) =>
      sum(student, (label) => layer.student.signed[i * classes + label]!),
    ),
    onTeacher: table(
      ({ teacher, student }, i) =>
        sum(student, (label) => layer.student.signed[i * classes + label]!) -
        sum(teacher, (label) => layer.teacher.signed[i * classes + label]!),
    ),
    offset: Float64Array.from(
      rows,
      ({ teacher, student }) =>
        sum(student, (label) => layer.studentBias[label]!) -
        sum(teacher, (label) => layer.teacherBias[label]!),
    ),
    teacherClasses: Float64Array.from(rows.flatMap(({ teacher }) => teacher.map(Math.abs))),
    studentClasses: Float64Array.from(rows.flatMap(({ student }) => student.map(Math.abs))),
    teacherNorm: Float64Array.from(rows, ({ teacher }) => absolute(teacher, layer.teacherNorms)),
    teacherBias: Float64Array.from(rows, ({ teacher }) => absolute(teacher, layer.teacherBias)),
    studentNorm: Float64Array.from(rows, ({ student }) => absolute(student, layer.studentNorms)),
    studentBias: Float64Array.from(rows, ({ student }) => absolute(student, layer.studentBias)),
  };
}
