/** How much a file may hold. */
export interface ReadLimits {
  /** Bytes of the file; default 512 MiB. */
  readonly fileBytes?: number | undefined;
  /** Elements of one tensor; default 2^27. */
  readonly tensorElements?: number | undefined;
  /** Operators, with those of graphs within graphs; default 100,000. */
  readonly nodes?: number | undefined;
  /** Messages within messages; default 64. */
  readonly depth?: number | undefined;
  /**
   * Contents of files beside the model, by the path that the model gives, relative to its folder. A tensor that lies in
   * another file is refused, and so is a path that leaves the folder.
   */
  readonly external?: ReadonlyMap<string, Uint8Array> | undefined;
}
