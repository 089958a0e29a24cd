import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packNetwork } from '@cfq/deploy';
import { randomStream } from '@cfq/jit';
import { referenceLogits } from '@cfq/network';
import { describe, expect, it } from 'vitest';
import { EvaluationError, favourableMargins, onnxModel } from '../index.ts';
import { smallNetwork } from '../testing/small-network.ts';

const { bytes } = await packNetwork(smallNetwork);
const x = randomStream(0, 'rows').normal([40, 3]);
const expected = favourableMargins(referenceLogits(smallNetwork, x));

describe('onnxModel', () => {
  it.each([1, 7, 1024])('answers as the network does, %d rows a call', async (rowsPerCall) => {
    await using model = await onnxModel(bytes, { rowsPerCall });
    const margins = await model.margins(x);
    expect(margins.length).toBe(40);
    margins.forEach((margin, row) => expect(margin).toBeCloseTo(expected[row]!, 4));
  });

  it('reads a file from its path or URL', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cfq-onnx-'));
    try {
      const path = join(folder, 'student.onnx');
      writeFileSync(path, bytes);
      await using byPath = await onnxModel(path);
      await using byUrl = await onnxModel(pathToFileURL(path));
      expect(byPath.name).toBe(path);
      expect(await byUrl.margins(x)).toEqual(await byPath.margins(x));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes the class that is asked for, and probabilities for what they are', async () => {
    await using other = await onnxModel(bytes, { favourableClass: 0 });
    const margins = await other.margins(x);
    margins.forEach((margin, row) => expect(margin).toBeCloseTo(-expected[row]!, 4));
    // Read as probabilities, a logit of 0 or less is the smallest there is: the margin stays finite.
    await using shares = await onnxModel(bytes, { reads: 'probabilities' });
    expect((await shares.margins(x)).every(Number.isFinite)).toBe(true);
  });

  it.each<[string, Parameters<typeof onnxModel>[1], RegExp]>([
    ['an input that is not there', { input: 'rows' }, /expected one of x, got rows/],
    ['an output that is not there', { output: 'scores' }, /expected one of logits, got scores/],
    [
      'a reading that is none',
      { reads: 'scores' as never },
      /expected logits, probabilities, margins, got scores/,
    ],
  ])('refuses %s', async (_, options, message) => {
    await expect(onnxModel(bytes, options)).rejects.toThrow(message);
    await expect(onnxModel(bytes, options)).rejects.toThrow(EvaluationError);
  });

  it('refuses margins of two columns', async () => {
    await using model = await onnxModel(bytes, { reads: 'margins' });
    await expect(model.margins(x)).rejects.toThrow(
      /one a row \(expected \[40\] or \[40, 1\], got Float32Array/,
    );
  });
});
