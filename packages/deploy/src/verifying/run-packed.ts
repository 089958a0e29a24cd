import { openModel, type NDArray, type OpenModelOptions } from '@cfq/jit';

/** Logits [rows, classes] of a packed file on `x` [rows, inputs], under one setting. */
export async function runPacked(
  { bytes, x }: { bytes: Uint8Array; x: NDArray },
  setting: OpenModelOptions = {},
): Promise<NDArray> {
  const model = await openModel(bytes, setting);
  try {
    const { logits } = await model.run({ x });
    return logits!;
  } finally {
    await model.dispose();
  }
}
