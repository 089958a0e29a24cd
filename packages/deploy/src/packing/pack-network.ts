import { checkNetwork, type Network } from '@cfq/network';
import { DeployError } from '../deploy-error.ts';
import type { PackNetworkOptions } from '../exporting/pack-options.ts';
import { loadOnnxSchema } from '../graph/load-onnx-schema.ts';
import { checkInterface } from '../interface/check-interface.ts';
import type { PackedNetwork } from './packed-network.ts';
import { streamedLayers } from './streamed-layers.ts';
import { writeFile } from './write-file.ts';

/**
 * Packs a network into one ONNX file with really narrow weights: codes of up to 2 bits as INT2, of 3 and 4 as INT4, of 5
 * to 8 as INT8 (or unsigned), read by DequantizeLinear and multiplied by Gemm; places in a codebook likewise, and looked
 * up by Gather; float weights as they are. Where the file is smaller for it, codes of 1, 3, 5, 6 and 7 bits take just
 * these in a stream of bits, which a few operators take apart. Hidden activations are rounded to their grid. Whether
 * every engine decides alike is what {@link verifyPacked} measures. Input `x` [rows, inputs] float32, output `logits`
 * [rows, classes] float32, any number of rows; with an `interface` what that says.
 *
 * The same network gives the same bytes.
 *
 * @throws NetworkError (of `@cfq/network`) for a malformed network.
 * @throws DeployError for codes of more than 8 bits, which DequantizeLinear has no narrow type for; for an interface that
 *   does not fit the network; for metadata under a key of the packer's own.
 * @see ONNX operators `DequantizeLinear` 21 and 25, `Gemm` 13, `Gather` 13, `BitShift` 11, `MatMulInteger` 10.
 */
export async function packNetwork(
  network: Network,
  options: PackNetworkOptions = {},
): Promise<PackedNetwork> {
  const { lowering = 'qdq', interface: files } = options;
  checkNetwork(network, 'packNetwork');
  if (lowering !== 'qdq') throw new DeployError('packNetwork: plain qdq files alone.');
  if (files !== undefined) checkInterface(network, files);
  const schema = await loadOnnxSchema();
  const narrow = streamedLayers(network);
  const candidates = [...narrow.keys(), narrow.length].map((count) =>
    writeFile(schema, network, options, new Set(narrow.slice(0, count))),
  );
  return candidates.reduce((best, file) => (file.bytes.length < best.bytes.length ? file : best));
}
