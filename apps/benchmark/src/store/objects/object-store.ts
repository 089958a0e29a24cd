/** Bytes by name, somewhere that several machines see. A name is written whole or not at all. */
export interface ObjectStore {
  /** As it was asked for, without anything secret. */
  readonly address: string;
  /**
   * @returns undefined where there is nothing of that name
   * @throws what the network or the store says
   */
  read(name: string): Promise<Buffer | undefined>;
  /** @throws what the network or the store says */
  write(name: string, bytes: Uint8Array): Promise<void>;
}
