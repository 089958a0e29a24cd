import type { ColumnGrid, ColumnSource, DenseLayer, FileOutputKind, SumGrid, Weights } from '@cfq/network';
import type { ElementType } from '../model/onnx-tensor.ts';
import type { Obstacle } from './obstacle.ts';

/** A number that stands in the file, or follows of such alone. */
export interface Constant {
  readonly kind: 'constant';
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Row-major; empty for texts. Float32 numbers where the type is float32. */
  readonly numbers: Float64Array;
  /** Null for numbers. */
  readonly texts: readonly string[] | null;
  /** The codes that the numbers come of, where they do: a matrix of at most 16 bits. */
  readonly stored: Exclude<Weights, { kind: 'float' }> | null;
  /** Codes only: the range that they were clipped to. */
  readonly range: readonly [lowest: number, highest: number] | null;
}

/** Finished layers, with what the first of them reads. Without layers: columns on a grid, or those of the file. */
export interface Stage {
  readonly sources: readonly ColumnSource[];
  /** What the sources are rounded to; null where they stay as they are. */
  readonly inputGrid: ColumnGrid | null;
  readonly layers: readonly DenseLayer[];
  /** Outputs of the last layer, or columns on a grid; 0 for the columns of the file. */
  readonly width: number;
}

/** `factor` times a column of the file, or an output of the stage. */
export interface Term {
  readonly of: ColumnSource | number;
  readonly factor: number;
}

/** A whole number or text by what stands in a column of the file. */
export interface Lookup {
  readonly input: string;
  readonly column: number;
  readonly entries: readonly (readonly [key: string | number, value: string | number])[];
  /** What all else becomes; null where the file has nothing for it. */
  readonly otherwise: string | number | null;
}

/** A linear form: the sum of its terms and a constant. */
export interface Column {
  readonly terms: readonly Term[];
  readonly constant: number;
  /** The same, where it is known as a table. */
  readonly lookup: Lookup | null;
}

/** Rows of linear forms over what a stage gives. */
export interface Columns {
  readonly kind: 'columns';
  readonly stage: Stage;
  /** Sizes behind the rows; their product is the number of columns. */
  readonly tail: readonly number[];
  readonly columns: readonly Column[];
  /** Whether the file holds whole numbers here. */
  readonly whole: boolean;
}

/** Rows of texts, each out of a table by what stands in a column of the file. */
interface Texts {
  readonly kind: 'texts';
  readonly tail: readonly number[];
  readonly lookups: readonly (Lookup | { readonly input: string; readonly column: number })[];
}

/** Weighted sums of linear forms, before their activation. */
export interface Sums {
  readonly stage: Stage;
  readonly columns: readonly Column[];
  /** `[columns, outputs]`. */
  readonly weight: Weights;
  /** What the sums are rounded to before the bias is added. */
  readonly grids: readonly SumGrid[];
  readonly bias: Float64Array;
  readonly name: string;
}

/** Rows of such sums. */
export interface Dense {
  readonly kind: 'dense';
  readonly sums: Sums;
  /** Outputs that the columns are; each may stand anywhere. */
  readonly order: readonly number[];
  readonly tail: readonly number[];
}

/** Codes of rectified outputs: `clamp(round(h · factor), 0, highest) + zeroPoint`. */
export interface Codes {
  readonly kind: 'codes';
  readonly stage: Stage;
  readonly factor: number;
  readonly highest: number;
  readonly zeroPoint: number;
  readonly rounded: boolean;
  readonly tail: readonly number[];
}

/** Codes of columns of the file or of sums: `clamp(round(of / scale), lowest, highest) + zeroPoint`. */
export interface Steps {
  readonly kind: 'steps';
  readonly of: Columns | Dense;
  readonly scale: number;
  readonly zeroPoint: number;
  readonly lowest: number;
  readonly highest: number;
  readonly tail: readonly number[];
}

/** What scores and labels are about: sums that were recognised, or what stood in the way of that. */
type Origin = Sums | Obstacle;

/** What the file answers, as numbers. */
export interface Scores {
  readonly kind: 'scores';
  readonly origin: Origin;
  readonly says: Exclude<FileOutputKind, 'labels'>;
  /** Class of the origin that each column is about; of a single sum class 1 is the one it speaks for. */
  readonly order: readonly number[];
  readonly tail: readonly number[];
}

/** What the file answers, as a decision. */
export interface Labels {
  readonly kind: 'labels';
  readonly origin: Origin;
  readonly order: readonly number[];
  /** What is written for each class of `order`. */
  readonly labels: readonly (string | number)[];
  readonly tail: readonly number[];
}

/** Scores as a list of maps. */
interface Maps {
  readonly kind: 'maps';
  readonly scores: Scores | Unknown;
  readonly tensor: string;
  readonly keys: readonly (string | number)[];
}

/** Whatever else. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly obstacle: Obstacle;
}

/** What is known of a value of the graph. */
export type Value = Constant | Columns | Texts | Dense | Codes | Steps | Scores | Labels | Maps | Unknown;

/** A value that has rows. */
export type Rows = Extract<Value, { readonly tail: readonly number[] }>;
