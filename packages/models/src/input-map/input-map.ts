/** What a column of a file's input holds, in terms of the columns of the CSV. */
export type MappedColumn =
  /** The value of a column of the CSV as the CSV writes it. */
  | string
  | {
      /** A column of the CSV. */
      readonly column: string;
      /** `(v − offset) / scale`, for a file whose numbers are standardised before they reach it. Default 0 and 1. */
      readonly offset?: number | undefined;
      readonly scale?: number | undefined;
      /** What stands for each word of the CSV. Default: the word, or its number. */
      readonly codes?: Readonly<Record<string, string | number>> | undefined;
      /** 1 where the CSV has this word, else 0. */
      readonly is?: string | undefined;
      /** 1 where there is no value, else 0. */
      readonly absent?: boolean | undefined;
      /** What stands where there is no value. Default NaN, or the empty text. */
      readonly missing?: string | number | undefined;
      /** What stands for special codes of the schema: themselves (the default), or what stands where there is no value. */
      readonly special?: 'code' | 'missing' | undefined;
    }
  /** The same for everybody. */
  | { readonly constant: string | number };

/** How all columns of an input are laid out. */
export interface MappedLayout {
  /**
   * `raw`: the columns of the CSV that are features, in its order, as it writes them. `one-hot`: the features in the order
   * of the schema, numbers as the CSV writes them, a column of 0 and 1 for each category. `encoded`: the same, with numbers
   * standardised and `(missing)` columns, as CFQ encodes them.
   */
  readonly layout: 'raw' | 'one-hot' | 'encoded';
}

/** What a model file is given for a person, by input of the file. */
export interface InputMap {
  readonly inputs: Readonly<Record<string, MappedColumn | readonly MappedColumn[] | MappedLayout>>;
}
