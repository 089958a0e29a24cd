import { recordNumbers } from '@cfq/audit';
import { defaultCandidates, type Allocation } from '@cfq/bit-allocation';
import { protocolMargins } from '@cfq/evaluation';
import { borrowScope } from '@cfq/jit';
import type { Network } from '@cfq/network';
import { teacherFromNetwork, teacherVariantOf, type Method, type QuantizedMethod } from '@cfq/training';
import { packStudent } from './candidates/pack-student.ts';
import { prepareSetting } from './candidates/prepare-setting.ts';
import type { Aim, Compression, CompressionProblem } from './compression-problem.ts';
import { CompressionError } from './compression-error.ts';
import { bytesBeforeTraining, sizeCurve } from './curve/size-curve.ts';
import { bestAttempt } from './search/best-attempt.ts';
import { checkKeepable } from './search/check-keepable.ts';
import { findWithin } from './search/find-within.ts';
import type { Measured } from './search/measured-point.ts';
import { obtainCandidate, type CandidateSource } from './search/obtain-candidate.ts';
import { settingHash } from './store/candidate-key.ts';
import { memoryCandidateStore } from './store/candidate-store.ts';

/** Most points of a curve that are trained, where nobody says. */
const defaultMost = 24;

/**
 * Quantizes a network under the promises it made: trains or calibrates students against it on training rows, and measures on
 * validation rows what becomes of its decisions and of its recourse. Of limits to keep the smallest student that meets
 * them all is looked for, along the exact trade-off between size and what rounding costs.
 *
 * Finished candidates are kept in the store, by the hash of all that they are made from: a search that was cut goes on
 * where it ended, and comes out the same, to the last bit.
 *
 * @throws CompressionError for a method that does not quantize or wants a teacher of its own kind, for columns rounded
 *   twice, and for limits that candidates are not measured by
 * @throws TrainingError (of `@cfq/training`) for a network that cannot be a teacher; what training and solvers throw; the
 *   signal's reason when aborted
 */
export async function compressNetwork(problem: CompressionProblem): Promise<Compression> {
  const { aim, labelled, seed = 0, threads = 1, cost = { norm: 'l1' }, packing = {} } = problem;
  const method = quantizingMethod(problem.method);
  if ('keep' in aim) checkKeepable(aim.keep, labelled);
  if (method.inputBits !== undefined && problem.network.inputGrid !== null) {
    throw new CompressionError(
      `compressNetwork: columns are rounded once (expected a network that reads them as they are for inputs on ` +
        `${method.inputBits} bits, got one that rounds them). Leave inputBits out.`,
    );
  }
  const { parts, actionSet, promiseFirst, steps, original, signal, onProgress } = problem;
  if (promiseFirst !== undefined && !(promiseFirst > 0 && promiseFirst <= 1)) {
    throw new CompressionError(
      `promiseFirst: a share of promises is kept (expected above 0 to 1, got ${promiseFirst}). Name one such as 0.99.`,
    );
  }
  await using scope = borrowScope(problem.scope);
  const setting = await prepareSetting({
    ...{
      method,
      parts,
      actionSet,
      cost,
      packing,
      promiseFirst,
      seed,
      steps,
      threads,
      original,
      scope,
      signal,
    },
    teacher: teacherFromNetwork(problem.network, { seed }),
    margins: marginsOf(problem),
    onStage: (text) => onProgress?.({ text, done: 0, total: 1 }),
  });
  const source: CandidateSource = {
    setting,
    hash: settingHash(setting, problem.codeVersion ?? ''),
    store: problem.store ?? memoryCandidateStore(),
    numbersOf: (record) => recordNumbers(record, { resamples: 0, labelled }),
  };
  const bytesOf =
    problem.bytesOf ?? (async (network: Network) => (await packStudent(network, packing)).bytes.length);
  return 'bits' in aim
    ? await withinBits(source, { bits: aim.bits, bytesOf, onProgress })
    : await keeping(source, { aim, bytesOf, onProgress });
}

interface Means {
  readonly bytesOf: (network: Network) => Promise<number>;
  readonly onProgress: CompressionProblem['onProgress'];
}

async function withinBits(
  source: CandidateSource,
  { bits, bytesOf, onProgress }: Means & { readonly bits: number },
): Promise<Compression> {
  const { setting } = source;
  onProgress?.({ text: `training ${setting.method.name} at ${bits} bits`, done: 0, total: 1 });
  const { candidate, reused } = await obtainCandidate(source, { budgetBits: bits });
  const { allocation, network } = candidate;
  const point = {
    allocation,
    averageBits: candidate.averageBits,
    bytes: await bytesOf(network),
    predictedLoss: null,
    measured: { candidate, verdicts: [], within: true, reused },
  };
  onProgress?.({
    text: `${scheduleText(allocation)}: ${point.bytes} bytes${before(reused)}`,
    done: 1,
    total: 1,
  });
  return { chosen: point, best: null, points: [point], search: null, setting };
}

async function keeping(
  source: CandidateSource,
  { aim, bytesOf, onProgress }: Means & { readonly aim: Extract<Aim, { readonly keep: unknown }> },
): Promise<Compression> {
  const { setting } = source;
  const { keep, rule = 'ascending', most = defaultMost, widths = defaultCandidates } = aim;
  onProgress?.({ text: 'what rounding costs, layer by layer', done: 0, total: 1 });
  const curve = await sizeCurve(setting, {
    ...{ most, widths },
    bytesOf: bytesBeforeTraining(setting, bytesOf),
  });
  const total = curve.points.length;
  let done = 0;
  onProgress?.({ text: `${total} schedules, from ${curve.points[0]!.bytes} bytes up`, done, total });
  const { chosen, points } = await findWithin({
    ...{ source, curve, rule, limits: keep },
    onMeasured(place, measured) {
      done += 1;
      onProgress?.({ text: outcomeText(curve.points[place]!, measured), done, total });
    },
  });
  const best = chosen === null ? (bestAttempt(points) ?? null) : null;
  const { sensitivity, whole } = curve;
  return { chosen, best, points, search: { rule, sensitivity, whole }, setting };
}

const before = (reused: boolean): string => (reused ? ' (kept from before)' : '');

function outcomeText(
  { allocation, bytes }: { readonly allocation: Allocation; readonly bytes: number },
  { within, reused, verdicts }: Measured,
): string {
  const missed = verdicts.filter(({ verdict }) => verdict !== 'met').map(({ id }) => id);
  const outcome = within ? 'within all limits' : `outside of ${missed.join(', ')}`;
  return `${scheduleText(allocation)}: ${bytes} bytes, ${outcome}${before(reused)}`;
}

/** A schedule in a few letters, input side first: `2-4-8 bits`. */
export function scheduleText(allocation: Allocation): string {
  return `${allocation.map(({ bits }) => bits).join('-')} bits`;
}

function quantizingMethod(method: Method): QuantizedMethod {
  if (method.kind !== 'quantized') {
    throw new CompressionError(
      `compressNetwork: ${method.name} keeps full precision (expected a method that quantizes, got ${method.name}). See: ` +
        'cfq list methods.',
    );
  }
  const variant = teacherVariantOf(method);
  if (variant !== 'standard') {
    throw new CompressionError(
      `compressNetwork: ${method.name} trains a teacher of its own kind (expected a method for a model that is given, got one ` +
        `for the teacher "${variant}"). Take another method, such as cfq-faithful.`,
    );
  }
  return method;
}

/** The protocol's margins, or those given, with every one that a limit names. */
function marginsOf({ margins = protocolMargins, aim }: CompressionProblem): number[] {
  const named = 'keep' in aim ? aim.keep.flatMap(({ kappa }) => (kappa === null ? [] : [kappa])) : [];
  return [...new Set([0, ...margins, ...named])].sort((a, b) => a - b);
}
