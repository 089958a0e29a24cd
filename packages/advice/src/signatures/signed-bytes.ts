import { adviceRecordSchemaName, type AdviceRecord } from '../records/advice-record.ts';
import { canonicalJson } from '../records/canonical-json.ts';

const encoder = new TextEncoder();

/** What is hashed of a record: everything but its signature, as canonical JSON. */
export function recordBytes(record: AdviceRecord): Uint8Array {
  return encoder.encode(canonicalJson({ ...record, signature: undefined }));
}

/** What is signed: the name of the format, how many records there are, and the root of their tree. */
export function signedBytes(root: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const head = encoder.encode(`${adviceRecordSchemaName}\n${size}\n`);
  const bytes = new Uint8Array(head.length + root.length);
  bytes.set(head);
  bytes.set(root, head.length);
  return bytes;
}

export function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64url'));
}
