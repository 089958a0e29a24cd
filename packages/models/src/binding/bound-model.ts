import type { FeatureSpace } from '@cfq/datasets';
import type { ModelUnderTest } from '@cfq/evaluation';
import type { FileInterface, FileOutputKind, Network } from '@cfq/network';
import type { ModelFile } from '../files/model-file.ts';

/**
 * A model file that is bound to people: it takes their encoded rows and says what it decides.
 *
 * `margins` asks the file, in ONNX Runtime; `traced` is the network that was recognised in it, for gradients alone. What a
 * solver finds along them counts only where the file says so too. It holds native memory until it is disposed.
 */
export interface BoundModel extends ModelUnderTest, AsyncDisposable {
  readonly file: ModelFile;
  /** How the rows of `margins` are encoded. */
  readonly featureSpace: FeatureSpace;
  /**
   * The network in the file, over the columns of `featureSpace`: logits of the unfavourable class, then of the favourable
   * one, less the threshold. Null for a black box.
   */
  readonly network: Network | null;
  /** Why there is no network, a sentence; null where there is one. */
  readonly blackBox: string | null;
  /**
   * What the file takes and gives, with the source of each column of `featureSpace`: what another file needs to take its
   * place. Null where it cannot be said in these terms.
   */
  readonly interface: FileInterface | null;
  /** What the margins are computed from; of `labels` they are 1 and −1. */
  readonly reads: FileOutputKind;
  /** What answers, e.g. `onnxruntime-node`. */
  readonly runtime: string;
  /** What was not said but inferred, and what to know of it, in plain sentences. */
  readonly inferred: readonly string[];
  dispose(): Promise<void>;
}
