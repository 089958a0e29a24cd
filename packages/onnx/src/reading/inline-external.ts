import { OnnxError } from '../onnx-error.ts';
import { varint } from '../varint.ts';
import { externalBytes } from './external-bytes.ts';
import { waysToTensors } from './external-files.ts';
import { MessageReader } from './message-reader.ts';
import { ReadBudget } from './read-budget.ts';
import { readEntry } from './read-tensor.ts';
import type { ReadLimits } from '../model/read-limits.ts';

/** Pieces of a message one after another: views of what was read, and new keys between them. */
interface Pieces {
  readonly parts: Uint8Array[];
  bytes: number;
}

const rawData = 9;
const externalData = 13;
const dataLocation = 14;

/** Gathers pieces, no more of them than a file may have bytes. */
class Gathering {
  readonly #budget: ReadBudget;

  constructor(budget: ReadBudget) {
    this.#budget = budget;
  }

  add(to: Pieces, part: Uint8Array): void {
    to.parts.push(part);
    this.#grow(to, part.length);
  }

  addField(to: Pieces, field: number, { parts, bytes }: Pieces): void {
    this.add(to, Uint8Array.from([...varint(field * 8 + 2), ...varint(bytes)]));
    for (const part of parts) to.parts.push(part);
    this.#grow(to, bytes);
  }

  #grow(to: Pieces, bytes: number): void {
    to.bytes += bytes;
    if (to.bytes <= this.#budget.fileBytes) return;
    throw new OnnxError(
      `inlineExternal: a file with its data is as large as the limits allow (expected up to ${this.#budget.fileBytes} ` +
        'bytes, got more). Raise the limit `fileBytes` if you know the file.',
    );
  }

  /** A message whose tensors hold their data. */
  message(from: MessageReader, kind: string): Pieces {
    if (kind === 'tensor') return this.#tensor(from);
    const to: Pieces = { parts: [], bytes: 0 };
    while (from.next()) {
      const next = waysToTensors[kind]?.[from.field];
      if (next === undefined) this.add(to, from.whole());
      else this.addField(to, from.field, this.message(from.message(), next));
    }
    return to;
  }

  #tensor(from: MessageReader): Pieces {
    const to: Pieces = { parts: [], bytes: 0 };
    const entries = new Map<string, string>();
    let [name, isExternal] = ['', false];
    while (from.next()) {
      if (from.field === externalData) {
        const [key, value] = readEntry(from.message());
        entries.set(key, value);
        continue;
      }
      if (from.field === dataLocation) {
        isExternal = from.integer() === 1;
        continue;
      }
      if (from.field === 8) name = from.text();
      this.add(to, from.whole());
    }
    if (isExternal) {
      const data = externalBytes(name, entries, this.#budget);
      this.addField(to, rawData, { parts: [data], bytes: data.length });
    }
    return to;
  }
}

/**
 * A copy of a file that holds the data which it keeps in files beside it: one that any runtime reads by itself. All else
 * stays as it is.
 *
 * @param limits with the contents of the files beside it in `external`.
 * @throws OnnxError where the file is malformed on the way to its tensors, data are not there or lie outside of the folder,
 *   or all of it is larger than `fileBytes`, which is found out before anything is copied.
 */
export function inlineExternal(bytes: Uint8Array, limits: ReadLimits): Uint8Array {
  const budget = new ReadBudget(limits);
  const whole = new Gathering(budget).message(new MessageReader(bytes, budget), 'model');
  const result = new Uint8Array(whole.bytes);
  let at = 0;
  for (const part of whole.parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
