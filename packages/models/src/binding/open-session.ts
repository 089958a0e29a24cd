import { ExecutorError, type OpenModelOptions } from '@cfq/jit';
import type { Network } from '@cfq/network';
import { exposeTensor } from '@cfq/onnx';
import type { ModelFile } from '../files/model-file.ts';
import type { BoundInput } from '../inputs/bound-input.ts';
import { ModelsError } from '../models-error.ts';
import type { OutputCandidate } from '../outputs/output-candidate.ts';
import { dependsOnCompany } from './depends-on-company.ts';
import { fileSession, networkSession, type FileSession } from './file-session.ts';
import type { ReadModel } from './read-model.ts';

/** What a session is opened for. */
export interface SessionProblem {
  readonly file: ModelFile;
  readonly model: ReadModel;
  readonly inputs: readonly BoundInput[];
  readonly candidate: OutputCandidate;
  readonly network: Network | null;
  readonly opening: OpenModelOptions;
}

/** A session, and why it asks the network and not the file, a sentence; null where it asks the file. */
export type BoundSession = FileSession & { readonly byNetwork: string | null };

/**
 * The file in ONNX Runtime; where that cannot run it, its network.
 *
 * @throws ModelsError, ExecutorError (of `@cfq/jit`) where neither can be asked.
 */
export async function openSession({
  file,
  model,
  inputs,
  candidate,
  network,
  opening,
}: SessionProblem): Promise<BoundSession> {
  const { recognition, runs } = model;
  const askNetwork = async (why: string): Promise<BoundSession> => ({
    ...(await networkSession(network!, opening)),
    byNetwork: `${why} The network that was read from it answers in its place.`,
  });
  if (!runs) {
    const foreign = recognition.foreignOperators.join(', ');
    const why =
      file.format === 'onnx' ? `ONNX Runtime has no ${foreign}.` : 'ONNX Runtime does not run a LayersModel.';
    if (network !== null) return await askNetwork(why);
    const obstacle =
      'blackBox' in recognition ? recognition.blackBox : 'It was read as a network of other columns.';
    throw new ModelsError(
      `bindModel: ${file.name}: somebody can run the file (expected operators of ONNX Runtime, or a network that can be ` +
        `read, got ${foreign}). ${obstacle}`,
    );
  }
  try {
    const { tensor, exposes, labels } = candidate;
    const bytes =
      exposes === null
        ? file.bytes
        : exposeTensor(file.bytes, { name: tensor, type: exposes, columns: labels === null ? null : 2 });
    const alone = dependsOnCompany(file) !== null;
    return { ...(await fileSession(bytes, tensor, inputs, { ...opening, alone })), byNetwork: null };
  } catch (error) {
    if (!(error instanceof ExecutorError) || network === null) throw error;
    return await askNetwork(error.message);
  }
}
