import type { FileInterface } from '@cfq/network';
import { networkFromLayersModel, NetworkError } from '@cfq/network';
import { recogniseNetwork, type Recognition } from '@cfq/onnx';
import type { ModelFile } from '../files/model-file.ts';
import type { DescribedInput } from '../inputs/bound-input.ts';
import { describeInputs } from '../inputs/describe-inputs.ts';
import { fileMetadata, type FileMetadata } from '../metadata/file-metadata.ts';
import { ModelsError } from '../models-error.ts';
import { outputCandidates, type OutputEvidence } from '../outputs/output-candidates.ts';
import type { OutputCandidate } from '../outputs/output-candidate.ts';

/** What a file says by itself, before anybody is bound to it. */
export interface ReadModel {
  readonly inputs: readonly DescribedInput[];
  readonly metadata: FileMetadata;
  readonly recognition: Recognition;
  readonly evidence: OutputEvidence;
  readonly candidates: readonly OutputCandidate[];
  /** Whether ONNX Runtime can be asked; else its network is. */
  readonly runs: boolean;
}

const noMetadata: FileMetadata = { featureSpace: null, interface: null, isOurs: false };

/**
 * What a file says by itself: its inputs and outputs, the network in it, its metadata.
 *
 * @throws ModelsError, OnnxError (of `@cfq/onnx`) naming what of it cannot be used.
 */
export function readModel(file: ModelFile, output: string | undefined): ReadModel {
  if (file.format === 'layers-model') return layersModel(file);
  const { name, onnx } = file;
  const metadata = fileMetadata(name, onnx);
  const isOutput = output !== undefined && onnx.graph.outputs.some((one) => one.name === output);
  const recognition = recogniseNetwork(onnx, isOutput ? { output } : {});
  const described = 'network' in recognition ? recognition.interface.outputs : recognition.outputs;
  const evidence = { described, maps: recognition.maps, metadata: metadata.interface };
  return {
    inputs: describeInputs(name, onnx),
    ...{ metadata, recognition, evidence },
    candidates: outputCandidates(onnx, evidence),
    runs: recognition.foreignOperators.length === 0,
  };
}

/** A LayersModel has one input of rows, and gives two logits once it is read. */
function layersModel(file: ModelFile & { format: 'layers-model' }): ReadModel {
  try {
    const network = networkFromLayersModel(file.layers);
    const columns = network.inputWidth;
    const input = { name: 'x', type: 'float32', columns, flat: false } as const;
    const described = {
      inputs: [input],
      columns: Array.from(
        { length: columns },
        (_, column) => ({ kind: 'number', input: 'x', column, offset: 0, scale: 1, absent: null }) as const,
      ),
      outputs: [{ name: 'logits', kind: 'logits', favourable: 1, flat: false }],
    } satisfies FileInterface;
    return {
      inputs: [{ ...input, rowShape: [columns], fixedRows: null, sized: true }],
      metadata: noMetadata,
      recognition: { network, interface: described, output: 'logits', maps: [], foreignOperators: [] },
      evidence: { described: described.outputs, maps: [], metadata: null },
      candidates: [
        {
          ...{ name: 'logits', tensor: 'logits', exposes: null, isFloat: true, kind: 'logits' },
          ...{ labels: null, speaksFor: 1, favourable: null },
        },
      ],
      runs: false,
    };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    throw new ModelsError(
      `bindModel: ${file.name}: a LayersModel is read as a network (${error.message}) Convert it to ONNX to have it asked ` +
        'as it is.',
      { cause: error },
    );
  }
}
