import { OnnxError } from '../onnx-error.ts';
import type { ReadLimits } from '../model/read-limits.ts';

const itemsOfMessage = 8;

/** What reading a file may still use up. One for each file that is read. */
export class ReadBudget {
  readonly fileBytes: number;
  readonly tensorElements: number;
  readonly depth: number;
  readonly external: ReadonlyMap<string, Uint8Array>;
  readonly #items: number;
  #used = 0;

  constructor({ fileBytes, tensorElements, items, depth, external }: ReadLimits) {
    this.fileBytes = fileBytes ?? 2 ** 29;
    this.tensorElements = tensorElements ?? 2 ** 26;
    this.depth = depth ?? 64;
    this.external = external ?? new Map<string, Uint8Array>();
    this.#items = items ?? 2 ** 24;
  }

  /** Counts a name or number. */
  item(): void {
    this.#used += 1;
    this.#check();
  }

  /** Counts a message. */
  message(): void {
    this.#used += itemsOfMessage;
    this.#check();
  }

  #check(): void {
    if (this.#used <= this.#items) return;
    throw new OnnxError(
      `readOnnx: a file holds as many parts as the limits allow (expected up to ${this.#items} items, got more). ` +
        'Raise the limit `items` if you know the file.',
    );
  }
}
