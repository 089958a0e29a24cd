import {
  layerWidths,
  type ColumnSource,
  type FileInput,
  type FileInterface,
  type FileOutput,
  type Network,
} from '@cfq/network';
import { DeployError } from '../deploy-error.ts';

function refuse(rule: string, expected: string, got: string, remedy: string): never {
  throw new DeployError(`packNetwork: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
}

function checkNames({ inputs, outputs }: FileInterface): void {
  const names = [...inputs, ...outputs].map(({ name }) => name);
  const stray = names.find((name, at) => name === '' || names.indexOf(name) !== at);
  if (stray !== undefined) {
    refuse('inputs and outputs have names of their own', 'each once', `"${stray}"`, 'Rename one of them.');
  }
}

function checkInput({ name, columns, flat }: FileInput): void {
  if (Number.isInteger(columns) && columns >= 1 && !(flat && columns !== 1)) return;
  refuse(
    `input "${name}" has columns, and one where it is flat`,
    flat ? '1' : 'a whole number from 1',
    String(columns),
    'Count its columns.',
  );
}

const wholeTypes: readonly FileInput['type'][] = ['int32', 'int64', 'bool'];

/** Whether a value can stand in an input. */
function checkCategory(value: string | number, { name, type }: FileInput, place: string): void {
  const wanted = type === 'string' ? 'text' : wholeTypes.includes(type) ? 'a whole number' : 'a number';
  const fits =
    typeof value === 'string'
      ? type === 'string'
      : type !== 'string' &&
        !Number.isNaN(value) &&
        (!wholeTypes.includes(type) || Number.isSafeInteger(value));
  if (fits) return;
  refuse(
    `${place} is asked of input "${name}", which is ${type}`,
    wanted,
    typeof value === 'string' ? `"${value}"` : String(value),
    'Write the category as the file is given it.',
  );
}

function checkCodes(codes: readonly (string | number)[] = [], input: FileInput, place: string): void {
  for (const code of codes) checkCategory(code, input, place);
  const held = codes.map((code) =>
    typeof code === 'number' && input.type === 'float32' ? Math.fround(code) : code,
  );
  const stray = held.find((code, at) => code === '' || held.indexOf(code) !== at);
  if (stray === undefined) return;
  refuse(
    `${place} has codes for no value, beside the empty text`,
    'each once',
    JSON.stringify(stray),
    'Leave it out.',
  );
}

function checkSource(source: ColumnSource, inputs: ReadonlyMap<string, FileInput>, at: number): void {
  const place = `column ${at} of the network`;
  const input = inputs.get(source.input);
  if (input === undefined) {
    refuse(
      `${place} comes of an input that is there`,
      [...inputs.keys()].join(', '),
      source.input,
      'Name one of the inputs.',
    );
  }
  if (!Number.isInteger(source.column) || source.column < 0 || source.column >= input.columns) {
    refuse(
      `${place} comes of a column that input "${input.name}" has`,
      `0 to ${input.columns - 1}`,
      String(source.column),
      'Count from 0.',
    );
  }
  switch (source.kind) {
    case 'number':
      if (input.type === 'string') {
        refuse(
          `${place} is a number`,
          'an input of numbers',
          `text of input "${input.name}"`,
          'Give the file numbers there, or ask for categories.',
        );
      }
      if (!(Number.isFinite(source.offset) && Number.isFinite(source.scale) && source.scale !== 0)) {
        refuse(
          `${place} is moved and scaled by finite numbers, and not by 0`,
          'e.g. offset 0 and scale 1',
          `offset ${source.offset} and scale ${source.scale}`,
          'Correct its source.',
        );
      }
      checkCodes(
        source.codes?.map(([code]) => code),
        input,
        place,
      );
      return;
    case 'category':
      checkCategory(source.value, input, place);
      return;
    case 'present':
      checkCodes(source.codes, input, place);
      return;
    case 'absent':
  }
}

function checkOutput({ name, kind, labels }: FileOutput): void {
  if (kind !== 'labels') return;
  const [first, second] = labels ?? [];
  const alike =
    (typeof first === 'string' && typeof second === 'string') ||
    (Number.isSafeInteger(first) && Number.isSafeInteger(second));
  if (alike) return;
  refuse(
    `output "${name}" says which label stands for which class`,
    'two texts or two whole numbers',
    labels === undefined ? 'none' : labels.map((label) => JSON.stringify(label)).join(' and '),
    'Pass { labels }.',
  );
}

/**
 * Checks that a file with this interface can be written around a network.
 *
 * @throws DeployError naming the input, column or output and the rule it breaks.
 */
export function checkInterface(network: Network, files: FileInterface): void {
  const { inputs, columns, outputs } = files;
  const classes = layerWidths(network).at(-1)!;
  if (classes !== 2) {
    refuse(
      'an interface is that of a binary classifier',
      '2 logits',
      String(classes),
      'Leave the interface out.',
    );
  }
  if (columns.length !== network.inputWidth) {
    refuse(
      'every column of the network has a source',
      `${network.inputWidth} sources`,
      String(columns.length),
      'Bind the file to the encoded columns.',
    );
  }
  if (outputs.length === 0) {
    refuse('a file has outputs', '1 or more', '0', 'Name at least one.');
  }
  checkNames(files);
  inputs.forEach(checkInput);
  const byName = new Map(inputs.map((input) => [input.name, input]));
  columns.forEach((source, at) => {
    checkSource(source, byName, at);
  });
  outputs.forEach(checkOutput);
}
