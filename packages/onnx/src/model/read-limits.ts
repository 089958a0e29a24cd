/** How much a file may hold. What is beyond is refused before anything is allocated for it. */
export interface ReadLimits {
  /** Bytes of the file; default 512 MiB. */
  readonly fileBytes?: number | undefined;
  /** Elements of one tensor; default 2^26. */
  readonly tensorElements?: number | undefined;
  /** Names, numbers of attributes and, eightfold, messages in total; default 2^24. */
  readonly items?: number | undefined;
  /** Messages within messages; default 64. */
  readonly depth?: number | undefined;
  /**
   * Contents of files beside the model, by the path that the model gives, relative to its folder. A tensor that lies in
   * another file is refused, and so is a path that leaves the folder.
   */
  readonly external?: ReadonlyMap<string, Uint8Array> | undefined;
}
