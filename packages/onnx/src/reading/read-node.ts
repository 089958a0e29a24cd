import { OnnxError } from '../onnx-error.ts';
import { quoted } from '../quoted.ts';
import { readGraph } from './read-graph.ts';
import { readTensor } from './read-tensor.ts';
import type { OnnxAttribute, OnnxGraph, OnnxNode } from '../model/onnx-file.ts';
import type { OnnxTensor } from '../model/onnx-tensor.ts';
import type { MessageReader } from './message-reader.ts';
import type { ReadBudget } from './read-budget.ts';

/** `AttributeProto.AttributeType`, by number. */
const kinds: Readonly<Record<number, OnnxAttribute['kind']>> = {
  1: 'float',
  2: 'int',
  3: 'string',
  4: 'tensor',
  5: 'graph',
  6: 'floats',
  7: 'ints',
  8: 'strings',
};

function readAttribute(message: MessageReader, budget: ReadBudget): [name: string, attribute: OnnxAttribute] {
  let name = '';
  let kind: OnnxAttribute['kind'] | null = null;
  // Files of the first versions do not say which kind an attribute is: it is the one that is there.
  let seen: OnnxAttribute['kind'] = 'other';
  let [float, int, text] = [0, 0, ''];
  const floats: number[] = [];
  const ints: number[] = [];
  const strings: string[] = [];
  let tensor: OnnxTensor | null = null;
  let graph: OnnxGraph | null = null;
  while (message.next()) {
    switch (message.field) {
      case 1:
        name = message.text();
        break;
      case 2:
        float = message.float();
        seen = 'float';
        break;
      case 3:
        int = message.integer();
        seen = 'int';
        break;
      case 4:
        text = message.text();
        seen = 'string';
        break;
      case 5:
        tensor = readTensor(message.message(), budget);
        seen = 'tensor';
        break;
      case 6:
        graph = readGraph([message.message()], budget);
        seen = 'graph';
        break;
      case 7:
        message.floats(floats);
        seen = 'floats';
        break;
      case 8:
        message.integers(ints);
        seen = 'ints';
        break;
      case 9:
        strings.push(message.text());
        seen = 'strings';
        break;
      case 20: {
        const number = message.integer();
        if (number !== 0) kind = kinds[number] ?? 'other';
        break;
      }
      case 21:
        kind = 'other';
        break;
    }
  }
  switch (kind ?? seen) {
    case 'float':
      return [name, { kind: 'float', value: float }];
    case 'int':
      return [name, { kind: 'int', value: int }];
    case 'string':
      return [name, { kind: 'string', value: text }];
    case 'floats':
      return [name, { kind: 'floats', value: floats }];
    case 'ints':
      return [name, { kind: 'ints', value: ints }];
    case 'strings':
      return [name, { kind: 'strings', value: strings }];
    case 'tensor':
      return [name, tensor === null ? { kind: 'other' } : { kind: 'tensor', value: tensor }];
    case 'graph':
      return [name, graph === null ? { kind: 'other' } : { kind: 'graph', value: graph }];
    case 'other':
      return [name, { kind: 'other' }];
  }
}

/** `ai.onnx` is another name of the standard set. */
export const domainOf = (domain: string): string => (domain === 'ai.onnx' ? '' : domain);

/** Reads a `NodeProto`. */
export function readNode(message: MessageReader, budget: ReadBudget): OnnxNode {
  let [name, operator, domain] = ['', '', ''];
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  while (message.next()) {
    switch (message.field) {
      case 1:
        inputs.push(message.text());
        break;
      case 2:
        outputs.push(message.text());
        break;
      case 3:
        name = message.text();
        break;
      case 4:
        operator = message.text();
        break;
      case 5: {
        const [key, attribute] = readAttribute(message.message(), budget);
        if (attributes.has(key)) {
          throw new OnnxError(
            `readOnnx: an operator has each attribute once (expected one ${quoted(key)}, got two in ` +
              `${quoted(name || operator)}). Write the file again.`,
          );
        }
        attributes.set(key, attribute);
        break;
      }
      case 7:
        domain = domainOf(message.text());
        break;
    }
  }
  // Plain objects have names of their own, e.g. `__proto__`; this one has none.
  const own = Object.assign(Object.create(null) as object, Object.fromEntries(attributes));
  return { name, operator, domain, inputs, outputs, attributes: own };
}
