import {
  adviceRecords,
  newKeyFiles,
  readSigningKey,
  recordLine,
  rowHasher,
  signRecords,
  type CertifiedModel,
} from '@cfq/advice';
import type { ReadableRow } from '@cfq/datasets';
import type { LiveWay } from './live-advice.ts';
import type { LiveFile } from './live-file.ts';

/** What a receipt is about. */
export interface ReceiptInput {
  /** The person as they asked, in raw values. */
  readonly values: ReadableRow;
  /** κ. */
  readonly promised: number;
  readonly way: LiveWay;
  /** The file that promises. */
  readonly file: LiveFile;
  /** The file's margin of the person as they are. */
  readonly before: number;
  /** Files that are proven to keep the promise. */
  readonly certified: readonly CertifiedModel[];
  /** Private key, PKCS #8 in PEM. Default: a new one. */
  readonly privateKey?: string;
}

/** A signed receipt and the key that checks it. */
export interface Receipt {
  /** A line of an advice file, as `cfq replay` reads it. */
  readonly text: string;
  /** SubjectPublicKeyInfo in PEM; null where the private key was given. */
  readonly publicKey: string | null;
}

/** A promise in writing: an advice record of `@cfq/advice` with the person's values, signed by WebCrypto. */
export async function liveReceipt(input: ReceiptInput): Promise<Receipt> {
  const { values, promised, way, file, before, certified } = input;
  const made = input.privateKey === undefined ? await newKeyFiles() : null;
  const key = await readSigningKey(made?.privateKey ?? input.privateKey!);
  const records = adviceRecords(
    {
      person: { values, line: null },
      model: { name: file.name, sha256: file.sha256 },
      ...{ graded: true, outcome: 'advised', margin: before, promised, norm: 'l1' },
      alternatives: [{ ...way, unchanged: [] }],
    },
    { hasher: rowHasher(), withValues: true },
  );
  const filed = records.map((record) => ({
    ...record,
    ...(certified.length > 0 && { certified: [...certified] }),
  }));
  const [signed] = await signRecords(filed, key);
  return { text: recordLine(signed!), publicKey: made?.publicKey ?? null };
}
