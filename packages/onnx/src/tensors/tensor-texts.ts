import { OnnxError } from '../onnx-error.ts';
import { quoted } from '../quoted.ts';
import type { OnnxTensor } from '../model/onnx-tensor.ts';

/**
 * The elements of a stored tensor of texts, row-major.
 *
 * @throws OnnxError for other tensors, and where a text is not UTF-8.
 */
export function tensorTexts({ name, type, storage }: OnnxTensor): string[] {
  if (storage.kind !== 'texts') {
    throw new OnnxError(
      `tensorTexts: tensor ${quoted(name)} holds texts (expected string, got ${type}). Read numbers with tensorNumbers.`,
    );
  }
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return storage.pieces.map((piece) => decoder.decode(piece));
  } catch (error) {
    throw new OnnxError(
      `tensorTexts: texts are UTF-8 (expected UTF-8, got other bytes in tensor ${quoted(name)}). Write the file again.`,
      { cause: error },
    );
  }
}
