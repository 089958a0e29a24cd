import { openModel, randomStream, type ModelInput } from '@cfq/jit';
import { columnsFrom, referenceLogits, type FileValues } from '@cfq/network';
import { expect } from 'vitest';
import { readOnnx } from '../reading/read-onnx.ts';
import { recogniseNetwork } from '../recognition/recognise-network.ts';
import { answersOf } from './answers-of.ts';
import type { RecognisedNetwork } from '../model/recognition.ts';

/** Rows for an input, with absent values and codes for such among its floats. */
function drawn(
  at: number,
  { type, columns, flat }: RecognisedNetwork['interface']['inputs'][number],
  words: readonly string[],
): FileValues {
  const rows = 24;
  const count = rows * columns;
  const shape = flat ? [rows] : [rows, columns];
  const normal = randomStream(at, 'agrees').normal([count]).data;
  if (type === 'string')
    return {
      data: Array.from(normal, (value) => words[Math.floor(Math.abs(value) * 97) % words.length]!),
      shape,
    };
  const whole = type !== 'float32' && type !== 'float64';
  const numbers = words.filter((word) => word !== '').map(Number);
  const codes = numbers.filter((value) => Number.isFinite(value));
  const data = Float64Array.from(normal, (value, place) => {
    if (codes.length > 0 && place % 5 === 1) return codes[place % codes.length]!;
    if (whole) return Math.abs(Math.round(2 * value)) % (type === 'bool' ? 2 : 5);
    return place % 7 === 3 && words.includes('NaN') ? NaN : Math.fround(2 * value);
  });
  return { data, shape };
}

/** Each second number less the one before it. */
const differences = (all: readonly unknown[]): number[] =>
  Array.from({ length: all.length / 2 }, (_, row) => Number(all[2 * row + 1]) - Number(all[2 * row]));

/**
 * Recognises a file, and holds what its network answers against what ONNX Runtime answers with the file, for rows drawn at
 * random and every output that the interface describes.
 *
 * @param words texts to draw from; with `NaN` among them floats are absent now and then, and numbers stand as they are.
 */
export async function agrees(
  bytes: Uint8Array,
  words: readonly string[] = ['a', 'b', 'c', ''],
): Promise<RecognisedNetwork> {
  const recognition = recogniseNetwork(readOnnx(bytes));
  expect('blackBox' in recognition ? recognition.blackBox : '').toBe('');
  const found = recognition as RecognisedNetwork;
  const { network, interface: fileInterface } = found;
  const values = Object.fromEntries(
    fileInterface.inputs.map((input, at) => [input.name, drawn(at, input, words)]),
  );
  const logits = referenceLogits(network, columnsFrom(fileInterface, values)).data;
  await using model = await openModel(bytes, { optimization: 'disabled' });
  const names = fileInterface.outputs.map(({ name }) => name);
  const answers = await model.ask(values as Record<string, ModelInput>, { outputs: names });
  for (const output of fileInterface.outputs) {
    // Logarithms of probabilities are logits less a number of the row, which says nothing.
    const compared = output.kind === 'logits' ? differences : (all: readonly unknown[]) => all;
    const expected = compared(Array.from(answers[output.name]!.data as ArrayLike<unknown>));
    const given = compared(answersOf(logits, output)) as readonly (number | string)[];
    expect(given).toHaveLength(expected.length);
    given.forEach((answer, at) => {
      if (typeof answer === 'string' || output.kind === 'labels') expect(answer).toBe(expected[at]);
      else expect(Math.abs(answer - Number(expected[at]))).toBeLessThan(1e-5 * Math.max(1, Math.abs(answer)));
    });
  }
  return found;
}
