export { AdviceError } from './advice-error.ts';
export {
  adviceRecordJsonSchema,
  adviceRecordSchema,
  type AdviceRecord,
  type CertifiedModel,
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
  readVerifyingKeys,
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
export { advise, adviseInBatches } from './advising/advise.ts';
export type { AdviceProblem, AdviceProgress } from './advising/advice-problem.ts';
export {
  adviceOutcomes,
  type AdvisedAction,
  type AdvisedModel,
  type Advice,
  type AdviceOutcome,
  type Person,
} from './advising/advice.ts';
export { stepsThatExist } from './advising/steps-that-exist.ts';
export { adviceRecords, type RecordOptions } from './records/record-advice.ts';
export { peopleByHash, type HashedPeople, type PeopleByHash } from './replay/people-by-hash.ts';
export { replay, type ReplayProblem } from './replay/replay.ts';
export { replayFindings, type ReplayFinding, type ReplayFindingKind } from './replay/replay-finding.ts';
export { allKept, type ReplaySummary } from './replay/replay-summary.ts';
export { readPerson } from './advising/read-person.ts';
export { adviceFormats, renderAdvice, type AdviceFormat } from './rendering/render-advice.ts';
export { parseBounds } from './advising/parse-bounds.ts';
export {
  findingCsvRow,
  findingsCsvHeader,
  renderFinding,
  renderReplaySummary,
} from './rendering/render-replay.ts';
