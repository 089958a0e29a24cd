import { MessageReader } from './message-reader.ts';
import { ReadBudget } from './read-budget.ts';
import { readEntry } from './read-tensor.ts';
import { leavesFolder } from './external-bytes.ts';
import type { ReadLimits } from '../model/read-limits.ts';

/** Fields of messages that lead to tensors: of the model, a graph, an operator, an attribute. */
export const waysToTensors: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  model: { 7: 'graph' },
  graph: { 1: 'node', 5: 'tensor' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph' },
  tensor: { 13: 'entry' },
};

function collect(message: MessageReader, kind: string, into: Set<string>): void {
  while (message.next()) {
    const next = waysToTensors[kind]?.[message.field];
    if (next === undefined) continue;
    if (next !== 'entry') {
      collect(message.message(), next, into);
      continue;
    }
    const [key, value] = readEntry(message.message());
    if (key === 'location' && value !== '' && !leavesFolder(value)) into.add(value);
  }
}

/**
 * The files beside a model that its tensors lie in, as paths relative to its folder. Paths that leave the folder are not
 * among them: `readOnnx` refuses those.
 *
 * @throws OnnxError for a file that is malformed on the way to its tensors.
 */
export function externalFiles(bytes: Uint8Array, limits: ReadLimits = {}): string[] {
  const found = new Set<string>();
  collect(new MessageReader(bytes, new ReadBudget(limits)), 'model', found);
  return [...found];
}
