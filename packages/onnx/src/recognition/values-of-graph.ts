import { answers, namesOfLabels } from './operators/answers.ts';
import { arithmetic } from './operators/arithmetic.ts';
import { bending } from './operators/bending.ts';
import { blockedWeights } from './operators/blocked-weights.ts';
import { encoders } from './operators/encoders.ts';
import { layout } from './operators/layout.ts';
import { passing } from './operators/passing.ts';
import { products } from './operators/products.ts';
import { qonnx } from './operators/qonnx.ts';
import { qOperators } from './operators/q-operators.ts';
import { quantization } from './operators/quantization.ts';
import { sideBySide } from './operators/side-by-side.ts';
import { blackBoxAnswers } from './black-box-answers.ts';
import { mostNumbers } from './bounded-size.ts';
import { constantOfTensor } from './constant.ts';
import { Obstacle } from './obstacle.ts';
import { reasonOf } from './reason-of.ts';
import { valueOfInput } from './value-of-input.ts';
import type { Call, Operator } from './operators/operator.ts';
import { fullName } from './full-name.ts';
import type { OnnxFile, OnnxNode } from '../model/onnx-file.ts';
import type { OnnxTensor } from '../model/onnx-tensor.ts';
import type { Unknown, Value } from './values.ts';

const operators: Readonly<Record<string, Operator>> = {
  ...passing,
  ...layout,
  ...sideBySide,
  ...arithmetic,
  ...bending,
  ...products,
  ...encoders,
  ...answers,
  ...quantization,
  ...qOperators,
  ...qonnx,
  ...blockedWeights,
};

/** Numbers that are held for a value; an entry of a column counts as several. */
function sizeOf(value: Value): number {
  switch (value.kind) {
    case 'constant':
      return value.numbers.length;
    case 'columns':
      return 16 * value.columns.length;
    case 'texts':
    case 'dense':
    case 'codes':
    case 'steps':
    case 'scores':
    case 'labels':
    case 'maps':
    case 'unknown':
      return 0;
  }
}

const unknown = (obstacle: Obstacle): Unknown => ({ kind: 'unknown', obstacle });

/** What an operator gives, or what stands in the way of saying so. */
function valuesOf(call: Call): readonly Value[] {
  const name = fullName(call.node);
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) throw new Obstacle(reasonOf(name));
  const [first, second] = call.inputs;
  if (first?.kind === 'constant' && second?.kind === 'labels') {
    if (name === 'Gather') return [namesOfLabels(first, second, second.tail)];
    // It gives one row with a column for each of the rows, which a Reshape turns about.
    if (name === 'ai.onnx.ml.ArrayFeatureExtractor') return [namesOfLabels(first, second, [])];
  }
  return operator(call);
}

function named(error: unknown, node: OnnxNode, place: number): Obstacle {
  if (!(error instanceof Obstacle)) throw error;
  if (error.node === null) [error.node, error.place] = [node, place];
  return error;
}

/** Stored tensors as constants, each when it is first read. */
function lazily(tensors: readonly OnnxTensor[]): (name: string) => Value | undefined {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const made = new Map<string, Value>();
  return (name) => {
    const tensor = byName.get(name);
    if (tensor === undefined) return undefined;
    const known = made.get(name);
    if (known !== undefined) return known;
    let value: Value;
    try {
      value = constantOfTensor(tensor);
    } catch (error) {
      if (!(error instanceof Obstacle)) throw error;
      value = unknown(error);
    }
    made.set(name, value);
    return value;
  };
}

/** Rows that shapes are worked out with: as many as the file insists on, else several, so that rows show. */
function rowsOf({ graph }: OnnxFile): number {
  const first = graph.inputs[0]?.shape?.[0];
  return typeof first === 'number' && first >= 1 && first <= 64 ? first : 5;
}

/** What is known of every value of a graph, by its name. */
export function valuesOfGraph(file: OnnxFile): (name: string) => Value {
  const { graph, opsets } = file;
  const values = new Map<string, Value>(graph.inputs.map((input) => [input.name, valueOfInput(input)]));
  const stored = lazily(graph.initializers);
  const find = (name: string): Value =>
    values.get(name) ?? stored(name) ?? unknown(new Obstacle(`${name} is given by nothing`));
  const rows = rowsOf(file);
  let held = 0;
  graph.nodes.forEach((node, place) => {
    const inputs = node.inputs.map((name) => (name === '' ? null : find(name)));
    const call: Call = { node, inputs, opset: opsets[node.domain] ?? 1, rows };
    const opaque = inputs.find((value): value is Unknown => value?.kind === 'unknown');
    let results: readonly Value[];
    if (opaque !== undefined) {
      results = answersOf(call, opaque.obstacle);
    } else {
      try {
        results = valuesOf(call);
        held += results.reduce((sum, value) => sum + sizeOf(value), 0);
        if (held > mostNumbers)
          throw new Obstacle(`constants and columns of more than ${mostNumbers} numbers are read`);
        for (const value of results)
          if ('origin' in value && value.origin instanceof Obstacle) named(value.origin, node, place);
      } catch (error) {
        const own = named(error, node, place);
        results = answersOf(call, obstacleOfOrigins(inputs) ?? own);
      }
    }
    node.outputs.forEach((name, at) => {
      if (name !== '') values.set(name, results[at] ?? unknown(firstObstacle(results, node, place)));
    });
  });
  return find;
}

/** What an operator answers whose sums are not known; nothing where it is malformed. */
function answersOf(call: Call, obstacle: Obstacle): readonly Value[] {
  try {
    return blackBoxAnswers(call, obstacle);
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    return [unknown(obstacle)];
  }
}

/** What stood in the way of the sums behind scores or labels that are read. */
function obstacleOfOrigins(inputs: readonly (Value | null)[]): Obstacle | null {
  for (const value of inputs) {
    if (value !== null && 'origin' in value && value.origin instanceof Obstacle) return value.origin;
  }
  return null;
}

function firstObstacle(results: readonly Value[], node: OnnxNode, place: number): Obstacle {
  const found = results.find((value): value is Unknown => value.kind === 'unknown');
  return found?.obstacle ?? named(new Obstacle('it gives more than is known of it'), node, place);
}
