import { createEncoder, type People } from '@cfq/datasets';
import type { NDArray } from '@cfq/jit';
import { referenceLogits } from '@cfq/network';
import { beforeAll, describe, expect, it } from 'vitest';
import { bindModel, readModelFile, type BindModelOptions, type BoundModel } from '../index.ts';
import {
  applicants,
  encodedInputs,
  foreignAnswers,
  foreignPath,
  type Answer,
  type ForeignInputs,
} from '../testing/foreign-models.ts';

let people: People;
beforeAll(async () => {
  people = await applicants();
});

/** Rows of the table that stand on the lines. */
function rowsOn(lines: readonly number[]): Int32Array {
  return Int32Array.from(lines, (line) => people.lines.indexOf(line));
}

function encoded(model: BoundModel, rows: Int32Array): NDArray {
  const { data, shape } = createEncoder(model.featureSpace).encodeTable(people.table, rows);
  return { data, shape: [...shape] };
}

/** The columns of the encoded tensor; with `gaps`, nothing where the table has no value. */
const columnsOf = (inputs: ForeignInputs) =>
  Object.values(encodedInputs(inputs === 'gaps' ? 'gaps' : 'X').inputs)[0]!;

/** Files with products of bytes, which saturate in native code on some processors and nowhere in WebAssembly. */
const multipliesBytes = /dynamic|static|rounded|quark/;

async function bound(path: string, inputs: ForeignInputs, options: Partial<BindModelOptions> = {}) {
  const file = await readModelFile(foreignPath(path));
  const input = file.format === 'onnx' ? file.onnx.graph.inputs[0]!.name : 'x';
  const inputMap = { inputs: { [input]: columnsOf(inputs) } };
  return await bindModel(file, {
    ...{ people, ...(inputs !== 'columns' && { inputMap }) },
    ...(multipliesBytes.test(path) && { runtime: 'wasm' }),
    ...options,
  });
}

/** To how many places a file answers like the tool: one that scales by who is asked together, or rounds what it answers, to fewer. */
function digitsOf(file: string): number {
  if (file.includes('dynamic')) return 1;
  if (file.includes('rounded')) return 2;
  return /static|nbits|qdq|qcdq|qonnx|multi|aimet|quark/.test(file) ? 4 : 5;
}

const share = (margin: number): number => 1 / (1 + Math.exp(-margin));

/** The probability of approval that an answer of one person says. */
function approval(answer: Answer[number], output: string): number {
  if (Array.isArray(answer)) {
    const [first = NaN, second] = answer as readonly number[];
    if (second === undefined) return first >= 0 && first <= 1 && output !== 'logits' ? first : share(first);
    // Probabilities that are rounded one by one do not add up to 1.
    const areShares = Math.abs(first + second - 1) < 1e-2 && first >= 0 && second >= 0;
    return areShares ? second : share(second - first);
  }
  if (typeof answer === 'object') {
    const map = answer as Readonly<Record<string, number>>;
    return map['approved'] ?? map['1']!;
  }
  return Number(answer);
}

/** The output that is read, and how approval is told there. Files whose labels are words have approval first. */
const approvalFirst = new Set([
  'pipeline-mlp-arrays.onnx',
  'pipeline-mlp-128-64.onnx',
  'pipeline-mlp-128-64-dynamic.onnx',
  'pipeline-mlp-128-64-static-int4.onnx',
]);

interface Foreign {
  readonly path: string;
  readonly file: string;
  readonly inputs: ForeignInputs;
  readonly lines: readonly number[];
  readonly answers: Readonly<Record<string, Answer>>;
}

const folders = [
  'scikit-learn',
  'lightgbm',
  'xgboost',
  'onnxruntime',
  'keras',
  'pytorch',
  'brevitas',
  'aimet',
  'quark',
];
const foreign = folders.flatMap((folder): Foreign[] => {
  const { lines, files } = foreignAnswers(folder);
  const answered = files.filter(({ outputs, executor }) => (outputs ?? executor) !== undefined);
  return answered.map(({ file, inputs, outputs, own, executor }) => ({
    ...{ path: `${folder}/${file}`, file, inputs, lines },
    // Raw scores say no probabilities; the tool does.
    answers: (/scores/.test(file) ? own : outputs) ?? executor!,
  }));
});

/** Files that are no networks. */
const blackBoxes = /forest|tanh|residual|dynamic|boosted|rounded-probabilities/;

it('a QONNX file, which its network answers for, decides as the QCDQ file of the same network', async () => {
  const margins = await Promise.all(
    ['qonnx', 'qcdq'].map(async (dialect) => {
      await using model = await bound(`brevitas/mlp-4-bits-${dialect}.onnx`, 'encoded', {
        optimization: 'disabled',
      });
      return await model.margins(encoded(model, Int32Array.from(people.lines.keys())));
    }),
  );
  margins[0]!.forEach((margin, row) => expect(margin).toBeCloseTo(margins[1]![row]!, 4));
});

describe.each(foreign)('$path', ({ path, file, inputs, lines, answers }) => {
  it('decides as the tool that wrote it says', async () => {
    await using model = await bound(path, inputs);
    const rows = rowsOn(lines);
    const margins = await model.margins(encoded(model, rows));
    const output = ['probabilities', 'output_probability', 'sapproved', 'decision', 'logits'].find(
      (name) => answers[name] !== undefined,
    )!;
    const digits = digitsOf(file);
    margins.forEach((margin, person) => {
      const expected = approval(answers[output]![person]!, output);
      expect(share(margin)).toBeCloseTo(approvalFirst.has(file) ? 1 - expected : expected, digits);
    });
    expect(model.inferred.join(' ')).toMatch(/favourable class/);
  });

  it('is read as a network where it is one, over encoded columns', async () => {
    await using model = await bound(path, inputs);
    if (blackBoxes.test(file)) {
      expect([model.network, model.traced]).toEqual([null, null]);
      expect(model.blackBox).not.toBeNull();
      return;
    }
    expect(model.blackBox).toBeNull();
    // Asked of the file where the runtime rewrites nothing of it.
    await using plain = await bound(path, inputs, { optimization: 'disabled' });
    const x = encoded(model, Int32Array.from(people.lines.keys()));
    const { data } = referenceLogits(model.network!, x);
    const asked = await plain.margins(x);
    asked.forEach((margin, row) =>
      expect(share(data[2 * row + 1]! - data[2 * row]!)).toBeCloseTo(share(margin), 3),
    );
  });
});
