import { createEncoder, parsePeople } from '@cfq/datasets';
import { packNetwork } from '@cfq/deploy';
import { describe, expect, it } from 'vitest';
import { bindModel, readModelFile, type BindModelOptions } from '../index.ts';
import { cast, constant, node, onnxFile, type HandValue } from '../testing/onnx-file.ts';

const schema = {
  name: 'people',
  columns: { score: { kind: 'numeric' as const }, extra: { kind: 'numeric' as const } },
  sparsity: 1,
  label: { column: 'paid', favourable: 'good' },
};
const scores = [-3, -1, -0.5, 0.25, 2, 4];
const csv = [
  'score,extra,paid',
  ...scores.map((score, at) => `${score},${at},${score > 0 ? 'good' : 'bad'}`),
].join('\n');
const people = parsePeople({ csv, schema });

const score: HandValue = { name: 'score', type: 'float32', shape: ['n', 1] };
const output = (name: string, columns: number, type: HandValue['type'] = 'float32'): HandValue => ({
  ...{ name, type, shape: columns === 0 ? ['n'] : ['n', columns] },
});

/** Cubes keep the sign, and no network has them. */
const cubes = [node('Mul', ['score', 'score'], ['square']), node('Mul', ['square', 'score'], ['cube'])];

async function asked(bytes: Uint8Array, options: Partial<BindModelOptions> = {}) {
  await using model = await bindModel(await readModelFile(bytes, { name: 'file.onnx' }), {
    people,
    ...options,
  });
  const { data, shape } = createEncoder(model.featureSpace).encodeTable(people.table);
  return { margins: [...(await model.margins({ data, shape: [...shape] }))], model };
}

const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 4) as number);
const cubed = scores.map((value) => value ** 3);

describe('bindModel reads', () => {
  const two = [...cubes, node('Concat', ['zero', 'cube'], ['logits'])].map((one) =>
    one.opType === 'Concat' ? { ...one, attribute: [{ name: 'axis', type: 2, i: 1 }] } : one,
  );
  const pair = [node('Sub', ['score', 'score'], ['zero']), ...two];

  it('logits of two columns, of either class', async () => {
    const bytes = onnxFile(pair, [score], [output('logits', 2)]);
    const first = await asked(bytes);
    expect(first.margins).toEqual(near(cubed));
    expect(first.model.reads).toBe('logits');
    expect(first.model.blackBox).toMatch(/stands in the way/);
    expect(first.model.inferred).toContain(
      'The favourable class is taken to be class 1, since nothing says otherwise.',
    );
    const other = await asked(bytes, { positive: 0 });
    expect(other.margins).toEqual(near(cubed.map((value) => -value)));
    await expect(asked(bytes, { positive: 'good' })).rejects.toThrow(/expected one of 0, 1, got "good"/);
  });

  it('probabilities of two columns and of one, judging by their values, and a threshold', async () => {
    const softmax = {
      ...node('Softmax', ['logits'], ['shares']),
      attribute: [{ name: 'axis', type: 2, i: 1 }],
    };
    const both = await asked(onnxFile([...pair, softmax], [score], [output('shares', 2)]));
    const one = await asked(
      onnxFile([...cubes, node('Sigmoid', ['cube'], ['share'])], [score], [output('share', 1)]),
      {
        threshold: 0.7,
      },
    );
    both.margins.forEach((margin, row) => {
      const share = 1 / (1 + Math.exp(-cubed[row]!));
      expect(1 / (1 + Math.exp(-margin))).toBeCloseTo(share, 6);
      expect(one.margins[row]! > 0).toBe(share > 0.7);
    });
    expect(one.model.inferred.join(' ')).toMatch(/People are approved above 0\.700/);
    expect(['probabilities', 'probability']).toContain(both.model.reads);
  });

  it('two columns made of one score, judging by their values', async () => {
    const axis = { attribute: [{ name: 'axis', type: 2, i: 1 }] };
    const beside = { ...node('Concat', ['other', 'cube'], ['scores']), ...axis };
    const one = { initializer: [constant('one', [1], [1])] };
    const opposite = onnxFile(
      [...cubes, node('Neg', ['cube'], ['other']), beside],
      [score],
      [output('scores', 2)],
    );
    const completed = onnxFile(
      [...cubes, node('Sub', ['one', 'cube'], ['other']), beside],
      [score],
      [output('scores', 2)],
      one,
    );
    for (const [bytes, kind] of [
      [opposite, 'opposites'],
      [completed, 'complements'],
    ] as const) {
      const { margins, model } = await asked(bytes);
      expect(margins).toEqual(near(cubed));
      expect(model.reads).toBe(kind);
      expect(model.inferred.join(' ')).toMatch(/which is the log-odds in "scores", judging by their values/);
      expect((await asked(bytes, { positive: 0 })).margins).toEqual(near(cubed.map((value) => -value)));
    }
    const shares = onnxFile(
      [
        ...cubes,
        node('Tanh', ['cube'], ['t']),
        node('Mul', ['t', 'half'], ['u']),
        node('Add', ['u', 'half'], ['p']),
      ].concat(node('Sub', ['one', 'p'], ['q']), { ...node('Concat', ['q', 'p'], ['scores']), ...axis }),
      [score],
      [output('scores', 2)],
      { initializer: [...one.initializer, constant('half', [0.5], [1])] },
    );
    expect((await asked(shares)).model.reads).toBe('probabilities');
  });

  it.each([undefined, 0])(
    '[-s, s] and [1 - s, s], and files in their place give it too (positive %s)',
    async (positive) => {
      const axis = { attribute: [{ name: 'axis', type: 2, i: 1 }] };
      const bytes = onnxFile(
        [
          { ...node('Concat', ['score', 'extra'], ['x']), ...axis },
          node('MatMul', ['x', 'w'], ['s']),
          node('Neg', ['s'], ['n']),
          { ...node('Concat', ['n', 's'], ['scores']), ...axis },
        ],
        [score, { ...score, name: 'extra' }],
        [output('scores', 2)],
        { initializer: [constant('w', [1.5, -0.25], [2, 1])] },
      );
      const teacher = await asked(bytes, { positive });
      const sign = positive === 0 ? -1 : 1;
      expect(teacher.margins).toEqual(near(scores.map((value, at) => sign * (1.5 * value - 0.25 * at))));
      expect([teacher.model.reads, teacher.model.blackBox]).toEqual(['opposites', null]);
      const files = teacher.model.interface!;
      for (const kind of ['opposites', 'complements'] as const) {
        const outputs = files.outputs.map((one) => ({ ...one, kind }));
        const packed = await packNetwork(teacher.model.network!, { interface: { ...files, outputs } });
        const { margins, model } = await asked(packed.bytes, { positive });
        expect([model.reads, model.blackBox]).toEqual([kind, null]);
        expect(margins).toEqual(near(teacher.margins));
      }
    },
  );

  it('labels, as margins of 1 and -1, and says so', async () => {
    const bytes = onnxFile(
      [...cubes, node('Greater', ['cube', 'least'], ['is']), cast('is', 'label', 'int64')],
      [score],
      [output('label', 1, 'int64')],
      { initializer: [constant('least', [0], [])] },
    );
    const { margins, model } = await asked(bytes);
    expect(margins).toEqual([-1, -1, -1, 1, 1, 1]);
    expect(model.reads).toBe('labels');
    expect(model.inferred.join(' ')).toMatch(/margins are 1 and -1/);
    await expect(asked(bytes, { threshold: 0.6 })).rejects.toThrow(/a threshold is one of probabilities/);
  });

  it('logits before labels, or the output that is named', async () => {
    const bytes = onnxFile(
      [...pair, node('Greater', ['cube', 'least'], ['is']), cast('is', 'label', 'int64')],
      [score],
      [output('label', 1, 'int64'), output('logits', 2)],
      { initializer: [constant('least', [0], [])] },
    );
    expect((await asked(bytes)).model.reads).toBe('logits');
    expect((await asked(bytes, { output: 'label' })).margins).toEqual([-1, -1, -1, 1, 1, 1]);
    await expect(asked(bytes, { output: 'scores' })).rejects.toThrow(/expected label, logits, got "scores"/);
  });

  it('says where a file decides against the outcomes, or alike for everybody', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => (at - 19.5) / 10);
    const many = parsePeople({
      csv: ['score,extra,paid', ...rows.map((one, at) => `${one},${at},${one > 0 ? 'good' : 'bad'}`)].join(
        '\n',
      ),
      schema,
    });
    const bytes = onnxFile(pair, [score], [output('logits', 2)]);
    const turned = await asked(bytes, { people: many, positive: 0 });
    expect(turned.model.inferred.join(' ')).toMatch(/for 0\.0 % of 40 people: fewer than by chance/);
    const far = onnxFile(
      [...cubes, node('Sub', ['cube', 'far'], ['margin'])],
      [score],
      [output('margin', 1)],
      {
        initializer: [constant('far', [1000], [])],
      },
    );
    expect((await asked(far, { people: many })).model.inferred.join(' ')).toMatch(/denies all 40 rows/);
  });

  it('no answers that are no numbers, and names the line', async () => {
    const root = onnxFile([...cubes, node('Sqrt', ['cube'], ['margin'])], [score], [output('margin', 1)]);
    await expect(asked(root)).rejects.toThrow(
      /answers are numbers \(expected finite ones in "margin", got NaN for line 2\)/,
    );
    const three = onnxFile([node('MatMul', ['score', 'w'], ['logits'])], [score], [output('logits', 3)], {
      initializer: [constant('w', [1, 2, 3], [1, 3])],
    });
    await expect(asked(three)).rejects.toThrow(/A decision is (between|one of) two classes|classes apart/);
  });

  it('a network in the file, with its threshold, and holds it against the file', async () => {
    const bytes = onnxFile([node('MatMul', ['score', 'w'], ['logits'])], [score], [output('logits', 2)], {
      initializer: [constant('w', [-1, 2], [1, 2])],
    });
    const { model, margins } = await asked(bytes, { threshold: 0.9 });
    expect(margins).toEqual(near(scores.map((value) => 3 * value - Math.log(9))));
    expect(model.blackBox).toBeNull();
    expect(model.network!.inputWidth).toBe(model.featureSpace.width);
    expect(model.inferred.join(' ')).toMatch(/Its network was read, and answers as the file does for 6 rows/);
  });
});
