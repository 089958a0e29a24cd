import type { RecourseRecord } from '@cfq/metrics';
import { networkOfStudent } from '@cfq/training';
import { keepPromises } from '../balance/keep-promises.ts';
import { candidateRecord } from '../candidates/candidate-record.ts';
import type { CandidateSetting } from '../candidates/candidate-setting.ts';
import { trainCandidate, type CandidateBits } from '../candidates/train-candidate.ts';
import { candidateKey } from '../store/candidate-key.ts';
import type { CandidateStore } from '../store/candidate-store.ts';
import type { Candidate, MeasuredNumbers } from '../store/candidate.ts';

/** Where candidates come from. */
export interface CandidateSource {
  readonly setting: CandidateSetting;
  /** Hash of all that the candidates share, of `settingHash`. */
  readonly hash: string;
  readonly store: CandidateStore;
  /** The numbers of the protocol that a record holds. */
  readonly numbersOf: (record: RecourseRecord) => MeasuredNumbers;
}

/** A candidate, and whether it was there already. */
export interface ObtainedCandidate {
  readonly candidate: Candidate;
  readonly reused: boolean;
}

/**
 * A candidate from the store, or trained, measured and kept there. Both are the same, to the last bit.
 *
 * @throws what training and measuring throw; the signal's reason when aborted
 */
export async function obtainCandidate(
  { setting, hash, store, numbersOf }: CandidateSource,
  bits: CandidateBits,
): Promise<ObtainedCandidate> {
  const key = candidateKey(hash, bits);
  const kept = store.read(key);
  if (kept !== null) return { candidate: kept, reused: true };
  const { promiseFirst } = setting;
  const student = await trainCandidate(setting, bits);
  const trained = { network: networkOfStudent(student) };
  const candidate = {
    ...(promiseFirst === undefined ? trained : await keepPromises(setting, trained.network, promiseFirst)),
    allocation: student.allocation,
    averageBits: student.averageBits,
  };
  const numbers = numbersOf(await candidateRecord(setting, student, candidate));
  store.write(key, { ...candidate, numbers });
  return { candidate: { ...candidate, numbers }, reused: false };
}
