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

/** Base64 (RFC 4648, section 4), with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Base64url (RFC 4648, section 5), without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of base64 in either alphabet, padded or not; throws a DOMException for other text. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
}
