/** Whether a network can be packed, and if not, everything that stands in the way. */
export type ExportVerdict =
  | { readonly can: true }
  | {
      readonly can: false;
      /** Plain sentences, one a hindrance, each with its layer where it has one; at least one. */
      readonly reasons: readonly string[];
    };
