import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { commandFlags } from './command-flags.ts';
import { editedBytes, editedText, hostileWords } from './edits.ts';
import type { FuzzInput } from './input.ts';
import { pluginText } from './plugin-text.ts';

/** Kinds of what comes from outside. */
export const fuzzKinds = [
  'flags',
  'configuration',
  'csv',
  'schema',
  'limits',
  'cells',
  'plugins',
  'onnx',
  'advice',
] as const;

/** One of {@link fuzzKinds}. */
export type FuzzKind = (typeof fuzzKinds)[number];

/** A folder of finished cells: names and contents. */
export type CellFiles = Readonly<Record<string, Uint8Array>>;

/** What makes the cells that `cells` changes. */
export const makesCells: FuzzInput = {
  words: [
    ...['run', '--dataset', 'synthetic-linear', '--method', 'lsq', '--backbone', 'logistic', '--seeds', '0'],
    ...['--out', 'cells', '--records', '--jobs', '1'],
  ],
  files: {},
};

const example = (path: string): URL => new URL(`../../../examples/${path}`, import.meta.url);
const textOf = (path: string): string => readFileSync(fileURLToPath(example(path)), 'utf8');
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(fileURLToPath(example(path))));
const lines = (text: string, most: number): string => `${text.split('\n').slice(0, most).join('\n')}\n`;

const csv = lines(textOf('foreign-models/applicants.csv'), 40);
const schema = textOf('foreign-models/applicants.yaml');
const model = bytesOf('foreign-models/scikit-learn/pipeline-logistic.onnx');
const models = ['pipeline-logistic', 'mlp', 'forest'].map((name) =>
  bytesOf(`foreign-models/scikit-learn/${name}.onnx`),
);
const advice = lines(textOf('lenders/advice.jsonl'), 3);
const people = { 'people.csv': csv, 'people.yaml': schema, 'model.onnx': model };
const asked = ['--data', 'people.csv', '--schema', 'people.yaml'];
const audit = [
  ...[
    'audit',
    '--teacher',
    'model.onnx',
    '--student',
    'model.onnx',
    ...asked,
    '--preset',
    'fast',
    '--resamples',
    '10',
  ],
  ...['--skip-runtimes', '--deadline', '2s'],
];
const configuration = [
  'datasets: [german]\nmethods: [lsq, cfq]\nbits: [4, 2.5]\nseeds: [0-2, 7]\nbackbones: [mlp:8, logistic]',
  'margins: [0.2, 0.4]\ncost: [l1, l2]\noverrides: { eta: [0.5, 1], length.steps: 40, allocator: uniform }',
  'threshold: cost:5:1\nteacher: { epochs: 10, decay: 0.5 }\nrecords: true\nout: results\njobs: 1\n',
].join('\n');
const limits =
  'flips: 0.5%\nvd@0.2: { value: 1%, greater_is_better: false }\naccuracy: { min_absolute_change: -0.3% }\n';

function flags(): fc.Arbitrary<FuzzInput> {
  const known = [...commandFlags()];
  const value = fc.constantFrom(...hostileWords, 'people.csv', 'people.yaml', 'model.onnx');
  return fc.constantFrom(...known).chain(([command, all]) => {
    const printed = all.some(({ flag }) => flag === '--print-config') ? ['--print-config'] : [];
    const own = all.filter(({ flag }) => !printed.includes(flag));
    const flag = own.length === 0 ? fc.constant<string[]>([]) : fc.constantFrom(...own).chain(wordsOf);
    return fc
      .tuple(fc.array(value, { maxLength: 2 }), fc.array(flag, { maxLength: 4 }))
      .map(([operands, given]) => ({
        words: [command, ...operands, ...given.flat(), ...printed],
        files: people,
      }));
  });
  function wordsOf({ flag, takesValue }: { flag: string; takesValue: boolean }): fc.Arbitrary<string[]> {
    return takesValue ? value.map((word) => [flag, word]) : fc.constant([flag]);
  }
}

function cellFiles(cells: CellFiles): fc.Arbitrary<FuzzInput> {
  const names = Object.keys(cells).filter((name) => !name.includes('/shared/'));
  const reads = [
    ['table'],
    ['status'],
    ['report', '--out', 'page'],
    ['claims'],
    ['merge', 'cells', '--out', 'merged'],
  ];
  return fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...reads))
    .chain(([name, [command, ...rest]]) => {
      const bytes = cells[name]!;
      const edited = name.endsWith('.json') ? editedText(Buffer.from(bytes).toString()) : editedBytes(bytes);
      const words = command === 'merge' ? [command, ...rest] : [command!, 'cells', ...rest];
      return edited.map((contents) => ({ words, files: { ...cells, [name]: contents } }));
    });
}

/**
 * Inputs of one kind: something that is right, with some places of it changed.
 *
 * @param cells what {@link makesCells} left, for `cells`
 */
export function inputsOf(kind: FuzzKind, cells: CellFiles): fc.Arbitrary<FuzzInput> {
  switch (kind) {
    case 'flags':
      return flags();
    case 'configuration':
      return editedText(configuration).map((text) => ({
        words: ['run', '--config', 'study.yaml', '--print-config'],
        files: { 'study.yaml': text },
      }));
    case 'csv':
      return editedText(csv).map((text) => ({ words: audit, files: { ...people, 'people.csv': text } }));
    case 'schema':
      return editedText(schema).map((text) => ({ words: audit, files: { ...people, 'people.yaml': text } }));
    case 'limits':
      return editedText(limits).map((text) => ({
        words: [...audit, '--limits', 'limits.yaml'],
        files: { ...people, 'limits.yaml': text },
      }));
    case 'cells':
      return cellFiles(cells);
    case 'plugins':
      return pluginText().map((text) => ({
        words: ['list', 'quantizers', '--plugin', './parts.mjs'],
        files: { 'parts.mjs': text },
      }));
    case 'onnx':
      return fc
        .constantFrom(...models)
        .chain(editedBytes)
        .map((bytes) => ({ words: ['inspect', 'model.onnx'], files: { 'model.onnx': bytes } }));
    case 'advice':
      return editedText(advice).map((text) => ({
        words: ['replay', 'advice.jsonl', '--model', 'model.onnx', ...asked],
        files: { ...people, 'advice.jsonl': text },
      }));
  }
}
