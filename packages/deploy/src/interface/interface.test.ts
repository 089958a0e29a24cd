import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import {
  denseNetwork,
  type ColumnSource,
  type FileInput,
  type FileInterface,
  type FileOutput,
  type Network,
} from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeployError } from '../deploy-error.ts';
import { packNetwork } from '../packing/pack-network.ts';
import { columnsByHand } from '../test-help/columns-by-hand.ts';
import { runFile, type Fed } from '../test-help/run-file.ts';
import { runPacked } from '../verifying/run-packed.ts';
import { runtimeSettings } from '../verifying/runtime-settings.ts';

const rows = 6;

/** Weights that tell all columns apart. */
const networkOf = (columns: number): Network =>
  denseNetwork([
    {
      weight: randomStream(columns, 'interface').normal([columns, 2]),
      bias: [0.1, -0.2],
    },
  ]);

const texts = ['', 'a', 'below 100', 'straße', ' a'];
const fractions = [Number.NaN, -2.5, 0, 0.1, 1, 7, 1e6];
const wholes = [0, 1, -3, 5, 12];

const poolOf = (type: FileInput['type']): readonly (string | number)[] => {
  if (type === 'string') return texts;
  if (type === 'float32' || type === 'float64') return fractions;
  return type === 'bool' ? [0, 1] : wholes;
};

function fed({ type, columns, flat }: FileInput, values: readonly (string | number)[]): Fed {
  const shape = flat ? [rows] : [rows, columns];
  switch (type) {
    case 'string':
      return { type, shape, values: values.map(String) };
    case 'float32':
      return { type, shape, values: Float32Array.from(values, Number) };
    case 'float64':
      return { type, shape, values: Float64Array.from(values, Number) };
    case 'int32':
      return { type, shape, values: Int32Array.from(values, Number) };
    case 'int64':
      return { type, shape, values: BigInt64Array.from(values, BigInt) };
    case 'bool':
      return { type, shape, values: Uint8Array.from(values, Number) };
  }
}

const inputs = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('x', 'logits', 'age', 'Ünïcode', 'purpose of loan'),
    type: fc.constantFrom<FileInput['type']>('float32', 'float64', 'int32', 'int64', 'bool', 'string'),
    columns: fc.integer({ min: 1, max: 3 }),
    flat: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4, selector: ({ name }) => name },
);

function sourceOf({ name: input, type, columns }: FileInput): fc.Arbitrary<ColumnSource> {
  const place = { input: fc.constant(input), column: fc.nat({ max: columns - 1 }) };
  const category = fc.record({
    kind: fc.constant('category' as const),
    ...place,
    value: fc.constantFrom(...poolOf(type).filter((value) => !Number.isNaN(value))),
  });
  const codes = <Code extends string | number>(pool: readonly Code[]) =>
    fc.uniqueArray(fc.constantFrom(...pool), { maxLength: 2 });
  const pool = poolOf(type).filter((value) => !Number.isNaN(value) && value !== '');
  const absent = fc.oneof(
    fc.record({ kind: fc.constantFrom('absent' as const, 'present' as const), ...place }),
    fc.record({ kind: fc.constant('present' as const), ...place, codes: codes(pool) }),
  );
  if (type === 'string') return fc.oneof(category, absent);
  const number = fc.record({
    kind: fc.constant('number' as const),
    ...place,
    offset: fc.constantFrom(0, 0.1, -31.7),
    scale: fc.constantFrom(1, 0.3, 1234.5),
    absent: fc.constantFrom(null, 0, 42.1),
  });
  const coded = fc
    .tuple(number, codes(pool as readonly number[]), fc.constantFrom(0, -7.3))
    .map(([source, some, instead]) => ({ ...source, codes: some.map((code) => [code, instead] as const) }));
  return fc.oneof(number, coded, category, absent);
}

const cases = inputs
  .map((list) =>
    list.map((input) => ({ ...input, columns: input.flat ? 1 : input.columns }) satisfies FileInput),
  )
  .chain((list) =>
    fc.record({
      inputs: fc.constant(list),
      columns: fc.array(fc.oneof(...list.map(sourceOf)), { minLength: 1, maxLength: 8 }),
      feeds: fc
        .tuple(
          ...list.map(({ type, columns }) =>
            fc.array(fc.constantFrom(...poolOf(type)), {
              minLength: rows * columns,
              maxLength: rows * columns,
            }),
          ),
        )
        .map((values) => Object.fromEntries(list.map((input, at) => [input.name, fed(input, values[at]!)]))),
    }),
  );

describe.each(runtimeSettings)('in $runtime, optimization $optimization', (setting) => {
  it('columns are computed from what the file is given, to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ feeds, ...given }) => {
        const network = networkOf(given.columns.length);
        const outputs: FileOutput[] = [{ name: 'answer', kind: 'logits', favourable: 1, flat: false }];
        const files: FileInterface = { ...given, outputs };
        const { bytes } = await packNetwork(network, { interface: files });
        // A runtime wants no input that nothing reads.
        const { answer } = await runFile(bytes, feeds, setting);
        const plain = await packNetwork(network);
        const x = columnsByHand(files, feeds, rows);
        expect(answer!.data).toEqual((await runPacked({ bytes: plain.bytes, x }, setting)).data);
      }),
      { numRuns: 25 },
    );
  });

  const outputs: FileOutput[] = [
    { name: 'both', kind: 'logits', favourable: 1, flat: false },
    { name: 'turned', kind: 'logits', favourable: 0, flat: false },
    { name: 'shares', kind: 'probabilities', favourable: 0, flat: false },
    { name: 'log odds', kind: 'margins', favourable: 1, flat: false },
    { name: 'against', kind: 'margins', favourable: 0, flat: true },
    { name: 'chance', kind: 'probability', favourable: 1, flat: true },
    { name: 'risk', kind: 'probability', favourable: 0, flat: false },
    { name: 'text', kind: 'labels', favourable: 0, labels: ['good', 'bad'], flat: true },
    { name: 'code', kind: 'labels', favourable: 1, labels: [2, 1], flat: false },
  ];
  const files: FileInterface = {
    inputs: [{ name: 'x', type: 'float32', columns: 2, flat: false }],
    columns: [0, 1].map((column) => ({
      ...{ kind: 'number', input: 'x', column },
      ...{ offset: 0, scale: 1, absent: null },
    })),
    outputs,
  };
  const identity = denseNetwork([
    {
      weight: [
        [1, 0],
        [0, 1],
      ],
    },
  ]);
  // The last row is a tie, which is a denial.
  const x: NDArray = ndarray([1, 3.5, 2, -1, 0.1, 0.25, 4, 4], [4, 2]);
  const margins = [2.5, -3, Math.fround(0.25 - Math.fround(0.1)), 0];

  it('outputs say what they are to say', async () => {
    const { bytes } = await packNetwork(identity, { interface: files });
    const given = { x: { type: 'float32', values: x.data as Float32Array, shape: [4, 2] } } as const;
    const answers = await runFile(bytes, given, setting);
    const valuesOf = (name: string) => [...(answers[name]!.data as Float32Array)];
    expect(Object.fromEntries(outputs.map(({ name }) => [name, answers[name]!.dims]))).toEqual({
      ...{ both: [4, 2], turned: [4, 2], shares: [4, 2], 'log odds': [4, 1], against: [4] },
      ...{ chance: [4], risk: [4, 1], text: [4], code: [4, 1] },
    });
    expect(valuesOf('both')).toEqual([...x.data]);
    expect(valuesOf('turned')).toEqual([3.5, 1, -1, 2, 0.25, Math.fround(0.1), 4, 4]);
    expect(valuesOf('log odds')).toEqual(margins);
    expect(valuesOf('against')).toEqual(margins.map((margin) => 0 - margin));
    const chances = margins.map((margin) => 1 / (1 + Math.exp(-margin)));
    valuesOf('chance').forEach((value, row) => {
      expect(value).toBeCloseTo(chances[row]!, 6);
      expect(valuesOf('risk')[row]).toBeCloseTo(1 - chances[row]!, 6);
      expect(valuesOf('shares')[2 * row]).toBeCloseTo(chances[row]!, 6);
    });
    expect(answers.text!.data).toEqual(['good', 'bad', 'good', 'bad']);
    expect(answers.code!.data).toEqual(BigInt64Array.of(1n, 2n, 1n, 2n));
  });
});

describe('refuses', () => {
  const input: FileInput = { name: 'age', type: 'float32', columns: 1, flat: true };
  const source: ColumnSource = {
    ...{ kind: 'number', input: 'age', column: 0 },
    ...{ offset: 0, scale: 1, absent: null },
  };
  const output: FileOutput = { name: 'logits', kind: 'logits', favourable: 1, flat: false };
  const good: FileInterface = { inputs: [input], columns: [source], outputs: [output] };
  const text: FileInput = { ...input, type: 'string' };
  it.each<[string, FileInterface, RegExp]>([
    ['a column without a source', { ...good, columns: [] }, /expected 1 sources, got 0/],
    ['no output', { ...good, outputs: [] }, /expected 1 or more, got 0/],
    ['one name twice', { ...good, outputs: [{ ...output, name: 'age' }] }, /got "age"/],
    [
      'an input that is not there',
      { ...good, columns: [{ ...source, input: 'ages' }] },
      /expected age, got ages/,
    ],
    ['a column beyond the last', { ...good, columns: [{ ...source, column: 1 }] }, /0 to 0, got 1/],
    ['a scale of 0', { ...good, columns: [{ ...source, scale: 0 }] }, /offset 0 and scale 0/],
    ['numbers out of text', { ...good, inputs: [text] }, /expected an input of numbers, got text/],
    [
      'text out of numbers',
      { ...good, columns: [{ kind: 'category', input: 'age', column: 0, value: 'a' }] },
      /expected a number, got "a"/,
    ],
    [
      'fractions out of whole numbers',
      {
        ...good,
        inputs: [{ ...input, type: 'int64' }],
        columns: [{ kind: 'category', input: 'age', column: 0, value: 0.5 }],
      },
      /expected a whole number, got 0\.5/,
    ],
    [
      'labels that are not said',
      { ...good, outputs: [{ ...output, kind: 'labels' }] },
      /two texts or two whole numbers, got none/,
    ],
    ['a flat input of two columns', { ...good, inputs: [{ ...input, columns: 2 }] }, /expected 1, got 2/],
    [
      'an output that is called as what is inside',
      { ...good, outputs: [{ ...output, name: 'dense0.bias' }] },
      /"dense0\.bias" twice/,
    ],
  ])('%s', async (_, files, message) => {
    const packing = packNetwork(denseNetwork([{ weight: [[1, 2]] }]), { interface: files });
    await expect(packing).rejects.toThrow(message);
    await expect(packing).rejects.toThrow(DeployError);
  });

  it('more than two classes', async () => {
    await expect(packNetwork(denseNetwork([{ weight: [[1, 2, 3]] }]), { interface: good })).rejects.toThrow(
      /expected 2 logits, got 3/,
    );
  });
});
