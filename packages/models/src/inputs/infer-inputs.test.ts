import { createEncoder, parsePeople, type People } from '@cfq/datasets';
import { describe, expect, it } from 'vitest';
import { bindModel, ModelsError, parseInputMap, readModelFile, type BindModelOptions } from '../index.ts';
import { cast, constant, node, onnxFile, type HandValue } from '../testing/onnx-file.ts';

const schema = {
  name: 'people',
  columns: {
    'Monthly income': { kind: 'numeric' as const, integer: true },
    home: { kind: 'categorical' as const },
    grade: { kind: 'categorical' as const, levels: ['1', '2', '3'] },
    sex: { kind: 'categorical' as const, input: false },
  },
  sparsity: 2,
  label: { column: 'paid', favourable: 'yes' },
};
const csv = [
  'Monthly income,grade,home,sex,paid',
  '100,1,own,f,no',
  '250,3,rent,m,yes',
  '400,2,own,f,yes',
  '900,1,rent,m,yes',
].join('\n');
const people = parsePeople({ csv, schema });
const numbers = parsePeople({
  csv: 'a,b,paid\n1,10,no\n2,30,yes\n3,20,yes',
  schema: {
    name: 'numbers',
    columns: { b: { kind: 'numeric' }, a: { kind: 'numeric' } },
    sparsity: 1,
    label: { column: 'paid', favourable: 'yes' },
  },
});

/** Margins of a file for everybody. */
async function asked(bytes: Uint8Array, options: BindModelOptions & { people: People }) {
  await using model = await bindModel(await readModelFile(bytes, { name: 'file.onnx' }), options);
  const { data, shape } = createEncoder(model.featureSpace).encodeTable(options.people.table);
  return { margins: [...(await model.margins({ data, shape: [...shape] }))], model };
}

const matrix = (columns: number | string, name = 'x'): HandValue => ({
  name,
  type: 'float32',
  shape: ['n', columns],
});
const margin: HandValue = { name: 'margin', type: 'float32', shape: ['n', 1] };

/** A file that gives a weighted sum of its columns, as margins below 0 and above 1. */
const weighted = (weights: readonly number[], input = matrix(weights.length), metadata = {}) =>
  onnxFile([node('MatMul', [input.name, 'w'], ['margin'])], [input], [margin], {
    initializer: [constant('w', weights, [weights.length, 1])],
    metadata,
  });

describe('bindModel finds what a file is given', () => {
  it.each([9, 13])(
    'by the names of inputs, whatever their case, signs and types; opset %d',
    async (opset) => {
      const inputs: HandValue[] = [
        { name: 'monthly_income', type: 'int64', shape: ['n'] },
        { name: 'GRADE', type: 'float64', shape: ['n'] },
      ];
      const nodes = [
        cast('monthly_income', 'i', 'float32'),
        cast('GRADE', 'g', 'float32'),
        node('Mul', ['g', 'k'], ['gk']),
        node('Sub', ['i', 'gk'], ['margin']),
      ];
      const bytes = onnxFile(nodes, inputs, [{ ...margin, shape: ['n'] }], {
        initializer: [constant('k', [1000], [])],
        opset,
      });
      const { margins, model } = await asked(bytes, { people });
      expect(margins).toEqual([100 - 1000, 250 - 3000, 400 - 2000, 900 - 1000]);
      expect(model.inferred[0]).toBe(
        'Each input of the file is the column of the table that is called so; it does not read "home".',
      );
    },
  );

  it('by the number of columns of one matrix, in the order of the table, numbers as they are', async () => {
    const { margins, model } = await asked(weighted([1, -100]), { people: numbers });
    expect(margins).toEqual([1 - 1000, 2 - 3000, 3 - 2000]);
    expect(model.inferred[0]).toMatch(/in the order of the table, numbers as they are/);
  });

  it('as encoded rows, and says what that means', async () => {
    const { margins, model } = await asked(weighted([0, 1, 2, 30, 30, -60]), { people });
    // One-hot in the order of the schema: home own, rent; grade 1, 2, 3.
    expect(margins).toEqual([31, -58, 31, 32]);
    expect(model.inferred[0]).toMatch(/numbers standardised over these people, and 0 or 1 for each category/);
  });

  it('as encoded rows where the file is ours, also where the table has as many columns', async () => {
    const { model } = await asked(weighted([1, 0], matrix(2), { 'cfq.bits': 'dense0:4' }), {
      people: numbers,
    });
    expect(model.inferred.join(' ')).not.toMatch(/order of the table/);
    expect(model.network!.layers[0]!.weight).toMatchObject({ kind: 'float' });
  });

  it('as an input map says, with codes, standardisation, words and constants', async () => {
    const inputMap = parseInputMap(`
inputs:
  x:
    - { column: Monthly income, offset: 100, scale: 50 }
    - { column: home, is: own }
    - { column: home, codes: { own: 7, rent: -7 } }
    - { column: grade }
    - { constant: 5 }
`);
    const { margins } = await asked(weighted([1, 10, 100, -1000, 1]), { people, inputMap });
    const own = [100, 250, 400, 900].map((income, row) => {
      const [home, grade] = [row % 2 === 0, [1, 3, 2, 1][row]!];
      return (income - 100) / 50 + (home ? 10 : 0) + (home ? 700 : -700) - 1000 * grade + 5;
    });
    expect(margins).toEqual(own);
  });

  it('for a file that does not say how many columns it takes', async () => {
    const inputMap = parseInputMap('inputs: { x: { layout: one-hot } }');
    const open = weighted([1, 0, 0, 0, 0, -200], matrix('columns'));
    expect((await asked(open, { people, inputMap })).margins).toEqual([100, 50, 400, 900]);
  });

  it('runs at a time as many rows as the file fixes', async () => {
    const bytes = weighted([1, -100], { ...matrix(2), shape: [2, 2] });
    expect((await asked(bytes, { people: numbers })).margins).toEqual([-999, -2998, -1997]);
  });

  it.each<[string, Uint8Array, Partial<BindModelOptions> & { people?: People }, RegExp]>([
    [
      'of so many columns',
      weighted([1, 2, 3, 4]),
      {},
      /it must be clear.*inputs:\n {2}"x": # 4 columns of float32.*\n {4}- "Monthly income"\n {4}- \{ column: "grade", is: "1" \}/s,
    ],
    [
      'with words for numbers',
      weighted([1, 2, 3]),
      {},
      /column 3 of "x" takes numbers, and "home" has words.*codes: \{ "own": 0, "rent": 1 \}/,
    ],
    [
      'with a column that the schema keeps from models',
      onnxFile([node('Add', ['sex', 'grade'], ['margin'])], [matrix(1, 'sex'), matrix(1, 'grade')], [margin]),
      {},
      /"sex"\)\. The schema keeps it from models: let it say input: true/,
    ],
    [
      'with two inputs of one column',
      onnxFile(
        [node('Add', ['Grade', 'grade_'], ['margin'])],
        [matrix(1, 'Grade'), matrix(1, 'grade_')],
        [margin],
      ),
      {},
      /a column of the table is one input \(expected one for "grade", got "Grade" and "grade_"\)/,
    ],
    [
      'by a map of another input',
      weighted([1, 2]),
      { inputMap: { inputs: { y: 'home' } } },
      /expected inputs of the file, x, got "y"/,
    ],
    [
      'by a map of fewer columns',
      weighted([1, 2]),
      { inputMap: { inputs: { x: ['grade'] } } },
      /expected 2 columns for "x", got 1/,
    ],
    [
      'by a map of an unknown column',
      weighted([1]),
      { inputMap: { inputs: { x: ['gradus'] } } },
      /expected one of Monthly income, grade, home, got "gradus"/,
    ],
    [
      'without people',
      weighted([1, 2]),
      { people: undefined as never },
      /expected people or featureSpace, got neither/,
    ],
  ])('refuses a file %s', async (_, bytes, options, message) => {
    const file = await readModelFile(bytes, { name: 'file.onnx' });
    const binding = bindModel(file, { people, ...options });
    await expect(binding).rejects.toThrow(message);
    await expect(binding).rejects.toThrow(ModelsError);
  });
});

describe('parseInputMap', () => {
  it.each<[string, string, RegExp]>([
    ['an unknown key', 'inputs:\n  x:\n    - { column: a, ofset: 1 }', /line 3.*unknown key "ofset".*offset/],
    ['a scale of 0', 'inputs: { x: { column: a, scale: 0 } }', /other than 0/],
    ['no inputs', '{}', /inputs: is absent/],
    ['a layout that is none', 'inputs: { x: { layout: wide } }', /line 1, inputs\.x/],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseInputMap(text, 'map.yaml')).toThrow(message);
    expect(() => parseInputMap(text, 'map.yaml')).toThrow(ModelsError);
  });

  it('takes words as they are written', () => {
    expect(parseInputMap('inputs: { x: { column: 01, is: True } }')).toEqual({
      inputs: { x: { column: '01', is: 'True' } },
    });
  });
});
