/** A tensor that a model file takes, `[rows, columns]`. */
export interface FileInput {
  readonly name: string;
  readonly type: 'float32' | 'float64' | 'int32' | 'int64' | 'bool' | 'string';
  /** 1 or more; `[rows]` alone counts as one column and says so in `flat`. */
  readonly columns: number;
  /** Whether the tensor is `[rows]` and not `[rows, 1]`. */
  readonly flat: boolean;
}

/** How a column that a network reads comes of what a file is given; `v` is what stands in `column` of `input`. */
export type ColumnSource =
  | {
      /** `(v − offset) / scale`; where `v` is NaN, `absent` takes its place first, unless that is null. */
      readonly kind: 'number';
      readonly input: string;
      readonly column: number;
      readonly offset: number;
      /** Finite and not 0. */
      readonly scale: number;
      readonly absent: number | null;
      /** Numbers that stand for no value, as the type of the input holds them, each with what takes its place as `v`. */
      readonly codes?: readonly (readonly [code: number, instead: number])[];
    }
  | {
      /** 1 where `v` is this value, else 0. */
      readonly kind: 'category';
      readonly input: string;
      readonly column: number;
      readonly value: string | number;
    }
  | {
      /** 1 where there is no value (NaN, or the empty text), else 0. */
      readonly kind: 'absent';
      readonly input: string;
      readonly column: number;
    }
  | {
      /** 1 where there is a value, else 0: neither NaN, nor the empty text, nor a code. */
      readonly kind: 'present';
      readonly input: string;
      readonly column: number;
      /** Values that stand for none, as the type of the input holds them. */
      readonly codes?: readonly (string | number)[];
    };

/** What an output of a binary classifier's file says. */
export type FileOutputKind =
  /** `[rows, 2]`, a logit a class. */
  | 'logits'
  /** `[rows, 2]`, `[−s, s]` of the log-odds `s` of the second class: the raw scores of linear classifiers and machines. */
  | 'opposites'
  /** `[rows, 2]`, `[1 − s, s]` of the log-odds `s` of the second class, as ONNX completes a single raw score. */
  | 'complements'
  /** `[rows, 2]`, a probability a class. */
  | 'probabilities'
  /** `[rows, 1]` or `[rows]`, the log-odds of the class that `favourable` says is asked about. */
  | 'margins'
  /** `[rows, 1]` or `[rows]`, the probability of one class. */
  | 'probability'
  /** `[rows]` or `[rows, 1]`, the class that is decided. */
  | 'labels';

/** An output of a model file. */
export interface FileOutput {
  readonly name: string;
  readonly kind: FileOutputKind;
  /**
   * Which class is the favourable one: its column (0 or 1) for two columns; for one column 1 where the number speaks for
   * it and 0 where against; for labels its place in `labels`.
   */
  readonly favourable: 0 | 1;
  /** Labels only: what is written for class 0 and class 1. */
  readonly labels?: readonly [string | number, string | number];
  /** Whether one-column outputs are `[rows]` and not `[rows, 1]`. */
  readonly flat: boolean;
}

/** What a model file takes and gives, and how the columns of a network come of it. */
export interface FileInterface {
  readonly inputs: readonly FileInput[];
  /** One for each column that the network reads, in its order. */
  readonly columns: readonly ColumnSource[];
  readonly outputs: readonly FileOutput[];
}
