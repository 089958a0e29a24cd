import { onnxModel } from '@cfq/evaluation';
import type { NDArray } from '@cfq/jit';
import type { Network } from '@cfq/network';
import { CompressionError } from '../compression-error.ts';
import type { CandidateSetting } from '../candidates/candidate-setting.ts';
import { packStudent } from '../candidates/pack-student.ts';
import { balanceCurve, offsetToKeep, type BalancePoint } from './balance-curve.ts';
import { raiseFavourable } from './raise-favourable.ts';
import { decidingMargins, promisedRows } from './deciding-margins.ts';

/** How the balance of a student was moved towards its promises. */
export interface Balance {
  /** The share of promises without a margin that it was to keep. */
  readonly promiseFirst: number;
  /** What was added to its favourable logit. */
  readonly offset: number;
  /** What more or less would have meant on the rows it was chosen on, by ascending offset from 0. */
  readonly curve: readonly BalancePoint[];
}

/** Rounds in which what a file makes of its bias is added once more; a bias of whole numbers takes two. */
const mostRounds = 20;

/**
 * Adds to the favourable logit the least with which the file that a student becomes keeps a share of the promises that the
 * teacher made, without a margin, to the people of the validation rows.
 *
 * @param share of 0 to 1
 * @throws CompressionError where nobody there was promised anything; what packing and the runtime throw
 */
export async function keepPromises(
  setting: CandidateSetting,
  network: Network,
  share: number,
): Promise<{ readonly network: Network; readonly balance: Balance }> {
  const { evaluated, parts, packing, threads } = setting;
  const promised = promisedRows(evaluated);
  if (promised.shape[0] === 0) {
    throw new CompressionError(
      `promiseFirst: the share is chosen on promises (expected people with recourse among the ` +
        `${parts.validation.y.length} validation rows, got none). Leave it out, or bring more people.`,
    );
  }
  const asked = async <Answer>(
    one: Network,
    ask: (marginsOf: (x: NDArray) => Promise<Float32Array>) => Promise<Answer>,
  ): Promise<Answer> => {
    const { bytes } = await packStudent(one, packing);
    await using file = await onnxModel(bytes, { name: 'candidate', threads });
    return await ask((x) => file.margins(x, {}));
  };
  const margins = await asked(network, (marginsOf) =>
    decidingMargins(evaluated, parts.validation.x, marginsOf),
  );
  let offset = offsetToKeep(margins.promises, share);
  for (let round = 0; round < mostRounds; round += 1) {
    const raised = raiseFavourable(network, offset);
    const missing = offsetToKeep(await asked(raised, (marginsOf) => marginsOf(promised)), share);
    if (missing === 0) {
      const curve = balanceCurve(margins, share);
      return { network: raised, balance: { promiseFirst: share, offset, curve } };
    }
    offset += missing;
  }
  throw new CompressionError(
    `promiseFirst: internal: a file keeps more promises once more is added (added ${offset} logits, not yet ${share}).`,
  );
}
