import type { FileOutput } from '@cfq/network';
import { appendInitializer, appendNode, integer, type GraphParts } from '../graph/graph-parts.ts';
import { floats, int32s, int64s, strings } from '../graph/initializers.ts';

/** Logits in the order of the classes of a file. */
function appendOrdered(parts: GraphParts, name: string, logits: string, favourable: 0 | 1): string {
  if (favourable === 1) return logits;
  const order = appendInitializer(parts, int32s(`${name}.order`, Int32Array.of(1, 0), [2]));
  return appendNode(parts, 'Gather', [logits, order], `${name}.ordered`, [integer(parts, 'axis', 1)]);
}

/** The logit of the class that is asked about, less the other: one product with ±1, which rounds once. */
function appendMargin(
  parts: GraphParts,
  name: string,
  logits: string,
  { favourable, flat }: FileOutput,
  output: string,
): string {
  const signs = favourable === 1 ? Float32Array.of(-1, 1) : Float32Array.of(1, -1);
  const product = appendInitializer(parts, floats(`${name}.signs`, signs, flat ? [2] : [2, 1]));
  return appendNode(parts, 'MatMul', [logits, product], output);
}

/** Of each class of the file its logit less the other. */
function appendOpposites(
  parts: GraphParts,
  name: string,
  logits: string,
  favourable: 0 | 1,
  output: string,
): string {
  const signs = favourable === 1 ? Float32Array.of(1, -1, -1, 1) : Float32Array.of(-1, 1, 1, -1);
  const product = appendInitializer(parts, floats(`${name}.signs`, signs, [2, 2]));
  return appendNode(parts, 'MatMul', [logits, product], output);
}

function appendLabels(parts: GraphParts, name: string, logits: string, output: FileOutput): string {
  const { favourable, flat } = output;
  const [first, second] = output.labels!;
  // Ties go to the lower class of the network, which is the unfavourable one, whatever the file calls it.
  const labels = favourable === 1 ? [first, second] : [second, first];
  const written = appendInitializer(
    parts,
    typeof first === 'string'
      ? strings(`${name}.labels`, labels.map(String), [2])
      : int64s(`${name}.labels`, labels.map(Number), [2]),
  );
  const place = appendNode(parts, 'ArgMax', [logits], `${name}.class`, [
    integer(parts, 'axis', 1),
    integer(parts, 'keepdims', flat ? 0 : 1),
  ]);
  return appendNode(parts, 'Gather', [written, place], output.name);
}

/**
 * Appends an output of a file.
 *
 * @param name of what stands on the way.
 * @param logits of the network, `[rows, 2]`: unfavourable, favourable.
 */
export function appendOutput(parts: GraphParts, name: string, logits: string, output: FileOutput): void {
  const { kind, favourable } = output;
  switch (kind) {
    case 'logits':
      appendNode(parts, 'Identity', [appendOrdered(parts, name, logits, favourable)], output.name);
      return;
    case 'opposites':
      appendOpposites(parts, name, logits, favourable, output.name);
      return;
    case 'complements': {
      const opposites = appendOpposites(parts, name, logits, favourable, `${name}.opposites`);
      const shift = appendInitializer(parts, floats(`${name}.shift`, Float32Array.of(1, 0), [2]));
      appendNode(parts, 'Add', [opposites, shift], output.name);
      return;
    }
    case 'probabilities':
      appendNode(parts, 'Softmax', [appendOrdered(parts, name, logits, favourable)], output.name, [
        integer(parts, 'axis', 1),
      ]);
      return;
    case 'margins':
      appendMargin(parts, name, logits, output, output.name);
      return;
    case 'probability':
      appendNode(
        parts,
        'Sigmoid',
        [appendMargin(parts, name, logits, output, `${name}.margin`)],
        output.name,
      );
      return;
    case 'labels':
      appendLabels(parts, name, logits, output);
      return;
  }
}
