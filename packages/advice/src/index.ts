export { AdviceError } from './advice-error.ts';
export {
  adviceRecordJsonSchema,
  adviceRecordSchema,
  type AdviceRecord,
  type RecordedChange,
  type RecordSignature,
} from './records/advice-record.ts';
export { canonicalJson } from './records/canonical-json.ts';
export { parseRecord, recordLine } from './records/parse-record.ts';
export { rowHasher, rowHashes, type RowHasher, type RowHashKind } from './records/row-hash.ts';
export { signRecord, signRecords } from './signatures/sign-records.ts';
export {
  newKeyFiles,
  readSigningKey,
  readVerifyingKey,
  type KeyFiles,
  type SigningKey,
  type VerifyingKey,
} from './signatures/signing-keys.ts';
export {
  recordVerifier,
  verifyRecord,
  type RecordVerifier,
  type SignatureVerdict,
} from './signatures/verify-record.ts';
