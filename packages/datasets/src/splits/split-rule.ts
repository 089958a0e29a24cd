/** How the test rows are chosen: the publisher's own test file, or a stratified draw by seed. */
export type SplitRule =
  | { readonly kind: 'official'; /** Rows from here on are the test set. */ readonly testStart: number }
  | {
      readonly kind: 'stratified';
      /** Share of all rows in (0, 1), or a number of rows ≥ 1. */ readonly test: number;
    };
