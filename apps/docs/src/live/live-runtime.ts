import { createEncoder, type FeatureSpace, type ReadableRow } from '@cfq/datasets';
import { onnxModel } from '@cfq/evaluation';
import type { Network } from '@cfq/network';
import { liveFile } from './live-file.ts';

/**
 * Margins of networks as ONNX Runtime computes them from the files that would be shipped.
 *
 * @returns By network, one margin a row, in logits.
 */
export async function liveRuntimeMargins(
  networks: readonly Network[],
  featureSpace: FeatureSpace,
  rows: readonly ReadableRow[],
): Promise<number[][]> {
  const { data, shape } = createEncoder(featureSpace).encodeRows(rows);
  const margins: number[][] = [];
  for (const network of networks) {
    const { bytes } = await liveFile('model.onnx', network, featureSpace);
    await using model = await onnxModel(bytes);
    margins.push([...(await model.margins({ data, shape: [...shape] }))]);
  }
  return margins;
}
