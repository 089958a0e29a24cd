import type { NDArray } from '@cfq/jit';
import type { Method } from '@cfq/training';
import type { CandidateBits } from '../candidates/train-candidate.ts';
import type { CandidateSetting } from '../candidates/candidate-setting.ts';
import { networkOfModel } from '@cfq/training';
import { sha256 } from './content-hash.ts';
import { networkText } from './network-text.ts';

/** A method's recipe as plain data, its parts by name. */
function plainRecipe(method: Method): unknown {
  if (method.kind === 'full-precision') return { kind: method.kind, model: method.model };
  const { kind, name, teacher, start, weights, activations, bits, terms, training, round, inputBits } =
    method;
  const plain = (stage: { readonly name: string; readonly options: object }) => [stage.name, stage.options];
  return {
    ...{ kind, name, teacher, training, inputBits },
    weights: { ...weights, quantizer: weights.quantizer.name },
    activations: { ...activations, quantizer: activations.quantizer.name },
    stages: [plain(start), plain(bits), plain(round)],
    terms: terms.map(({ term, weight }) => [term.name, weight]),
  };
}

const rowsHash = ({ data, shape }: Pick<NDArray, 'data' | 'shape'>, labels: Int32Array): string =>
  sha256(
    JSON.stringify([
      shape,
      sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
      [...labels],
    ]),
  );

/**
 * What every candidate of a setting is made from and measured on, as one hash: teacher, rows, labels, what people may do,
 * recipe, seed, and the version of the code.
 */
export function settingHash(setting: CandidateSetting, codeVersion: string): string {
  const { teacher, parts, method, actionSet, cost, margins, packing, promiseFirst, seed, steps } = setting;
  return sha256(
    JSON.stringify({
      codeVersion,
      teacher: networkText(networkOfModel(teacher.model, teacher.parameters)),
      rows: [parts.train, parts.validation].map(({ x, y }) => rowsHash(x, y)),
      method: plainRecipe(method),
      ...{ actionSet, cost, margins, packing, promiseFirst, seed, steps: steps ?? null },
    }),
  );
}

/** The key of a candidate: the hash of its setting and its bits. */
export function candidateKey(setting: string, bits: CandidateBits): string {
  return sha256(JSON.stringify([setting, bits]));
}
