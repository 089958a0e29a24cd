import { audit, permittedBy, type AuditResult } from '@cfq/audit';
import { createEncoder } from '@cfq/datasets';
import type { PackedNetwork } from '@cfq/deploy';
import { decisions } from '@cfq/evaluation';
import { takeRows } from '@cfq/jit';
import { bindModel, readModelFile } from '@cfq/models';
import type { Network } from '@cfq/network';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { packStudent } from './candidates/pack-student.ts';
import { substitutable } from './candidates/substitutable.ts';
import { inputGridOf } from './candidates/input-grid-of.ts';
import { carriedMetadata, licenceOf } from './card/file-metadata.ts';
import { makeCard } from './card/make-card.ts';
import { compressNetwork } from './compress-network.ts';
import type { Compression } from './compression-problem.ts';
import type { ModelQuantization, QuantizedModel, QuantizeModelProblem } from './quantized-model.ts';
import type { PeopleParts } from './rows/people-parts.ts';
import { peopleAt } from './rows/people-at.ts';
import { splitPeople } from './rows/split-people.ts';
import type { MeasuredPoint } from './search/measured-point.ts';
import { withoutThreshold } from './without-threshold.ts';

/**
 * Makes a model file smaller: a student is trained, or calibrated, to decide as the file does, packed to take and give what the
 * file takes and gives, bound to the people again, and held against the file on rows that nothing had seen, in every
 * runtime. Outcomes are not needed; where there are none the file labels the rows.
 *
 * @returns a model where something is within the limits, confirmed on test rows or not; else what came nearest
 * @throws CompressionError for a file that is a black box or whose inputs cannot be stated, for people whom it decides about
 *   alike, and as `compressNetwork`; DatasetError (of `@cfq/datasets`) where a class is too rare; the signal's reason
 */
export async function quantizeModel(problem: QuantizeModelProblem): Promise<ModelQuantization> {
  const { teacher, people, aim, lowering = 'qdq', seed = 0, signal } = problem;
  const known = substitutable('quantizeModel', teacher);
  const encoded = createEncoder(teacher.featureSpace).encodeTable(people.table);
  const decided = decisions(
    await teacher.margins({ data: encoded.data, shape: [...encoded.shape] }, { signal }),
  );
  const parts = splitPeople({ people, featureSpace: teacher.featureSpace, decisions: decided, seed });
  const actionSet = actionSetFromFeatureSpace(
    teacher.featureSpace,
    permittedBy(people, teacher.featureSpace, problem.policy),
    takeRows(
      { data: encoded.data, shape: [...encoded.shape] },
      Int32Array.from(decided.keys()).filter((row) => decided[row] === 1),
    ),
  );
  const packing =
    lowering === 'integer'
      ? { lowering, inputGrid: inputGridOf(parts, actionSet, known.network.inputGrid) }
      : { lowering };
  const threshold = teacher.reads === 'labels' ? 0.5 : (problem.binding?.threshold ?? 0.5);
  const pack = (network: Network): Promise<PackedNetwork> =>
    packStudent(withoutThreshold(network, threshold), {
      ...packing,
      interface: known.interface,
      metadata: carriedMetadata(teacher.file, problem.method.name),
    });
  const { method, cost, margins, promiseFirst, steps, threads, store, codeVersion, onProgress } = problem;
  const compression = await compressNetwork({
    ...{ method, cost, margins, promiseFirst, steps, threads, store, codeVersion, onProgress },
    ...{ parts, actionSet, packing, seed, signal },
    network: known.network,
    original: teacher,
    labelled: people.y !== null,
    aim: 'bits' in aim ? aim : { ...aim, keep: aim.keep.limits },
    bytesOf: async (network) => (await pack(network)).bytes.length,
  });
  const { chosen, best, points, search } = compression;
  if (chosen === null) return { chosen, best, points, search, model: null };
  onProgress?.({
    text: 'holding the file against the teacher on test rows',
    done: points.length,
    total: points.length,
  });
  const packed = await pack(chosen.measured!.candidate.network);
  const model = await confirmed(problem, { ...compression, chosen }, { packed, parts });
  return { chosen, best, points, search, model };
}

interface Packed {
  readonly packed: PackedNetwork;
  readonly parts: PeopleParts;
}

/** The new file, bound as the teacher is and held against it on the rows that nothing had seen. */
async function confirmed(
  problem: QuantizeModelProblem,
  compression: Compression & { readonly chosen: MeasuredPoint },
  { packed, parts }: Packed,
): Promise<QuantizedModel> {
  const { teacher, aim, binding = {}, policy, cost, source, command = null, seed, signal } = problem;
  const { featureSpace } = teacher;
  const people = peopleAt(problem.people, parts.test.rows);
  const file = await readModelFile(packed.bytes, { name: problem.name ?? substituteName(teacher.file.name) });
  const options = { ...binding, people: problem.people, featureSpace };
  await using student = await bindModel(file, options);
  const found = await audit({
    ...{ teacher, student, people, policy, cost, source, seed, signal },
    margins: compression.setting.margins,
    limits: 'keep' in aim ? aim.keep : undefined,
    runtimes: { teacher: options, student: options },
  });
  const holds = (found.limits?.within ?? true) && decidesAlike(found);
  const card = makeCard({
    ...{ packed, compression, aim, command, signal },
    audit: found,
    lowering: problem.lowering ?? 'qdq',
    confirmed: holds,
    labelled: problem.people.y !== null,
    licence: licenceOf(teacher.file),
  });
  return { ...packed, audit: found, card, confirmed: holds };
}

/** Whether every runtime runs the student and decides as the first does. */
function decidesAlike({ runtimes }: AuditResult): boolean {
  const student = runtimes.filter(({ file }) => file === 'student');
  return student
    .flatMap(({ people, actions }) => [...people, ...actions])
    .every(({ failure, toApproved, toDenied }) => failure === null && toApproved + toDenied === 0);
}

function substituteName(name: string): string {
  return `${name.replace(/\.onnx$/, '')}.quantized.onnx`;
}
