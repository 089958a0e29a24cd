import { checkNetwork, NetworkError, type FileInput, type FileOutput, type Network } from '@cfq/network';
import { OnnxError } from '../onnx-error.ts';
import { quoted } from '../quoted.ts';
import { closeLayer } from './close-layer.ts';
import { foreignOperators } from './foreign-operators.ts';
import { Obstacle } from './obstacle.ts';
import { scoresOf } from './scores-of.ts';
import { reordered, twoLogits } from './two-logits.ts';
import { fileInputOf } from './value-of-input.ts';
import { fullName } from './full-name.ts';
import { valuesOfGraph } from './values-of-graph.ts';
import type { OnnxFile, OnnxValueInfo } from '../model/onnx-file.ts';
import type { BlackBoxFile, MapOutput, Recognition, RecogniseOptions } from '../model/recognition.ts';
import type { Labels, Scores, Sums, Value } from './values.ts';

/** An output that answers something. */
interface Answer {
  readonly info: OnnxValueInfo;
  readonly value: Scores | Labels;
  readonly isMap: boolean;
}

/** What an output answers; null where nothing is known of it. */
function answerOf(info: OnnxValueInfo, value: Value): Answer | null {
  switch (value.kind) {
    case 'scores':
    case 'labels':
      return { info, value, isMap: false };
    case 'dense':
      return { info, value: scoresOf(value), isMap: false };
    case 'maps':
      return value.scores.kind === 'scores' ? { info, value: value.scores, isMap: true } : null;
    case 'constant':
    case 'columns':
    case 'texts':
    case 'codes':
    case 'steps':
    case 'unknown':
      return null;
  }
}

/** Which of several answers a network is read from first. */
const preference = [
  ...(['logits', 'opposites', 'complements', 'probabilities', 'margins', 'probability', 'labels'] as const),
];

const kindOf = (value: Scores | Labels): FileOutput['kind'] =>
  value.kind === 'labels' ? 'labels' : value.says;

/** Whether the shape that the file declares fits what is said of an output. */
function fits({ info, value }: Answer): boolean {
  const columns = info.shape?.[1];
  const expected = value.kind === 'labels' ? 1 : value.order.length;
  return typeof columns !== 'number' || columns === expected;
}

/** An output of the file, given the class that is the favourable one of the origin. */
function outputOf({ info, value }: Answer, favourable: number): FileOutput {
  const place = value.order.indexOf(favourable);
  const isOne = value.kind === 'scores' && value.order.length === 1;
  const base = {
    name: info.name,
    kind: kindOf(value),
    favourable: (isOne ? place === 0 : place === 1) ? (1 as const) : (0 as const),
    flat: value.tail.length === 0,
  };
  if (value.kind !== 'labels' || value.labels.length !== 2) return base;
  return { ...base, labels: [value.labels[0]!, value.labels[1]!] };
}

/** The class of the origin that stands second in an answer, or that a single score speaks for. */
const second = ({ order }: Scores | Labels): number => order[1] ?? order[0]!;

function outputsAbout(answers: readonly Answer[], of: Answer): FileOutput[] {
  return answers
    .filter((answer) => !answer.isMap && answer.value.origin === of.value.origin && fits(answer))
    .map((answer) => outputOf(answer, second(of.value)));
}

function networkOf(
  sums: Sums,
  order: readonly number[],
): { network: Network; sources: ReturnType<typeof closeLayer>['sources'] } {
  const { layers, sources, inputGrid } = closeLayer(sums, 'linear');
  const last = layers.at(-1)!;
  const isOne = sums.bias.length === 1;
  // A column for one class is about two: the other stands first.
  const classes = order.length === 1 ? [1 - order[0]!, order[0]!] : order;
  // A single sum speaks for class 1, whose column is where the answer has it.
  const end = isOne ? twoLogits(last, classes[0] === 1 ? 0 : 1) : reordered(last, classes);
  const network = { inputWidth: sources.length, inputGrid, layers: [...layers.slice(0, -1), end] };
  checkNetwork(network, 'recogniseNetwork');
  return { network, sources };
}

function sentenceOf(obstacle: Obstacle): Pick<BlackBoxFile, 'blackBox' | 'operator' | 'node'> {
  const { node, message } = obstacle;
  if (node === null) return { blackBox: `${message}.` };
  const name = node.name || (node.outputs.find((output) => output !== '') ?? '');
  const operator = fullName(node);
  return { blackBox: `${operator} ${quoted(name)} stands in the way: ${message}.`, operator, node: name };
}

/** The first of what stood in the way. */
function firstObstacle(values: readonly Value[]): Obstacle {
  const found = values.flatMap((value) => {
    if (value.kind === 'unknown') return [value.obstacle];
    if (value.kind === 'maps' && value.scores.kind === 'unknown') return [value.scores.obstacle];
    const origin =
      value.kind === 'maps' ? (value.scores as Scores).origin : 'origin' in value ? value.origin : null;
    return origin instanceof Obstacle ? [origin] : [];
  });
  if (found.length === 0) return new Obstacle('no output tells scores or labels of classes');
  return found.reduce((first, obstacle) => (obstacle.place < first.place ? obstacle : first));
}

function mapsOf(outputs: readonly OnnxValueInfo[], values: readonly Value[], file: OnnxFile): MapOutput[] {
  const isDouble = file.graph.inputs.every(({ type }) => type === 'float64');
  return values.flatMap((value, at) =>
    value.kind === 'maps'
      ? [
          {
            name: outputs[at]!.name,
            tensor: value.tensor,
            type: isDouble ? 'float64' : 'float32',
            keys: value.keys,
            says: value.scores.kind === 'scores' ? value.scores.says : null,
          },
        ]
      : [],
  );
}

function assertOutput(outputs: readonly OnnxValueInfo[], name: string): void {
  if (outputs.some((output) => output.name === name)) return;
  throw new OnnxError(
    `recogniseNetwork: output must be one of the file (expected ${outputs.map((output) => quoted(output.name)).join(', ')}, ` +
      `got ${quoted(name)}). Name one of them.`,
  );
}

/**
 * Reads a classifier of dense layers out of a file: what stands in its columns on the way in (scaling, imputing, one-hot
 * encoding, tables of codes), its weights and rectifiers, its grids, and what is made of the logits on the way out
 * (probabilities, labels). Files of scikit-learn, PyTorch, Keras and TensorFlow, of ONNX Runtime's quantizer where their
 * grids are those of a network, of Brevitas (QCDQ) and QONNX, and our own. Everything else is a black box, with the
 * operator that stood in the way.
 *
 * Logits stand in the order of the columns or labels of the output that was read; a single log-odds becomes two logits,
 * 0 and itself. A network can have more than two classes; the interface then tells no labels.
 *
 * @throws OnnxError when `output` names none of the file, and for a tensor that cannot be decoded.
 */
export function recogniseNetwork(file: OnnxFile, { output }: RecogniseOptions = {}): Recognition {
  const { inputs, outputs } = file.graph;
  if (output !== undefined) assertOutput(outputs, output);
  const find = valuesOfGraph(file);
  const values = outputs.map(({ name }) => find(name));
  const common = { maps: mapsOf(outputs, values, file), foreignOperators: foreignOperators(file) };
  const answers = outputs.flatMap((info, at) => answerOf(info, values[at]!) ?? []);
  const candidates = answers.filter(({ info }) => output === undefined || info.name === output);
  // Of two probabilities that are outputs each, the one of the second class is the one to read.
  const rank = ({ value }: Answer): number =>
    2 * preference.indexOf(kindOf(value)) + (value.order.length === 1 && value.order[0] === 0 ? 1 : 0);
  const ranked = [...candidates].sort((a, b) => rank(a) - rank(b));
  const chosen = ranked.find(({ value }) => !(value.origin instanceof Obstacle));
  const blackBox = (obstacle: Obstacle): BlackBoxFile => {
    const about = ranked[0];
    return {
      ...sentenceOf(obstacle),
      outputs: about === undefined ? [] : outputsAbout(answers, about),
      ...common,
    };
  };
  if (chosen === undefined) {
    const asked = values.filter((_, at) => output === undefined || outputs[at]!.name === output);
    return blackBox(firstObstacle(asked));
  }
  try {
    const { network, sources } = networkOf(chosen.value.origin as Sums, chosen.value.order);
    const fileInputs = inputs.map((info) => {
      const input = fileInputOf(info);
      if (typeof input === 'string') throw new Obstacle(input);
      return input satisfies FileInput;
    });
    const fileInterface = { inputs: fileInputs, columns: sources, outputs: outputsAbout(answers, chosen) };
    return { network, interface: fileInterface, output: chosen.info.name, ...common };
  } catch (error) {
    if (error instanceof NetworkError) return blackBox(new Obstacle(error.message));
    if (error instanceof Obstacle) return blackBox(error);
    throw error;
  }
}
