import { checkNetwork, type Network } from '@cfq/network';
import { DeployError } from '../deploy-error.ts';
import type { InputGrid } from '../exporting/input-grid.ts';
import { lowerings, type Lowering } from '../exporting/lowering.ts';
import type { PackNetworkOptions } from '../exporting/pack-options.ts';
import { loadOnnxSchema } from '../graph/load-onnx-schema.ts';
import { checkInterface } from '../interface/check-interface.ts';
import { ownInputGrid } from '../integer/own-input-grid.ts';
import { toIntegerNetwork } from '../integer/to-integer-network.ts';
import type { PackedNetwork } from './packed-network.ts';
import { streamedLayers } from './streamed-layers.ts';
import { writeFile } from './write-file.ts';

function checkLowering(lowering: Lowering, inputGrid: InputGrid | null): void {
  if (lowerings.includes(lowering) && (lowering === 'integer') === (inputGrid !== null)) return;
  throw new DeployError(
    "packNetwork: an input grid comes with the lowering 'integer', and with no other (expected " +
      `${lowerings.map((name) => `'${name}'`).join(' or ')}, got '${lowering}' ${inputGrid === null ? 'without' : 'with'} ` +
      'a grid). Fit the grid to the rows with inputGridOf.',
  );
}

/**
 * Packs a network into one ONNX file with really narrow weights: codes of up to 2 bits as INT2, of 3 and 4 as INT4, of 5
 * to 8 as INT8 (or unsigned), read by DequantizeLinear and multiplied by Gemm; places in a codebook likewise, and looked
 * up by Gather; float weights as they are. Where the file is smaller for it, codes of 1, 3, 5, 6 and 7 bits take just
 * these in a stream of bits, which a few operators take apart. Columns, sums and hidden activations are rounded to their grids. Whether
 * every engine decides alike is what {@link verifyPacked} measures. Input `x` [rows, inputs] float32, output `logits`
 * [rows, classes] float32, any number of rows; with an `interface` what that says.
 *
 * With `lowering: 'integer'` the file holds the network of {@link toIntegerNetwork} instead, and gives the logits of
 * {@link runInteger} to the last bit: rows are rounded to `inputGrid`, or the network's own grid, by QuantizeLinear, bytes are multiplied by
 * MatMulInteger with unsigned weights, and sums become codes again in 64-bit whole numbers.
 *
 * The same network gives the same bytes.
 *
 * @throws NetworkError (of `@cfq/network`) for a malformed network.
 * @throws DeployError for what {@link canExport} says no to, such as codes of more than 8 bits; for an interface that
 *   does not fit the network; for metadata under a key of the packer's own.
 * @see ONNX operators `DequantizeLinear` 21 and 25, `Gemm` 13, `Gather` 13, `BitShift` 11, `MatMulInteger` 10.
 */
export async function packNetwork(
  network: Network,
  options: PackNetworkOptions = {},
): Promise<PackedNetwork> {
  const { lowering = 'qdq', inputGrid, interface: files, metadata } = options;
  checkNetwork(network, 'packNetwork');
  const own = lowering === 'integer' ? ownInputGrid(network.inputGrid) : null;
  checkLowering(lowering, inputGrid ?? own);
  if (files !== undefined) checkInterface(network, files);
  const whole = lowering === 'qdq' ? null : toIntegerNetwork(network, inputGrid);
  const schema = await loadOnnxSchema();
  const narrow = streamedLayers(network);
  const candidates = [...narrow.keys(), narrow.length].map((count) =>
    writeFile(schema, { network, whole, interface: files, metadata }, new Set(narrow.slice(0, count))),
  );
  return candidates.reduce((best, file) => (file.bytes.length < best.bytes.length ? file : best));
}
