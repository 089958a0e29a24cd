import * as tf from '@tensorflow/tfjs-core';

/** What TF.js keeps of a kernel, or of a function of `customGrad`, that a gradient may be taken through. */
interface TapeNode {
  readonly id: number;
  readonly kernelName: string;
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly outputs: readonly tf.Tensor[];
  readonly saved: readonly tf.Tensor[];
  readonly gradient?: (dys: tf.Tensor[]) => Readonly<Record<string, () => tf.Tensor>>;
}

function currentTape(): TapeNode[] {
  return (tf.engine().state.activeTape as TapeNode[] | null) ?? [];
}

/** The node that saved exactly this list, which TF.js hands to its gradient. */
export function nodeThatSaved(saved: readonly tf.Tensor[]): TapeNode | undefined {
  return currentTape().findLast((node) => node.saved === saved);
}

/**
 * Moves the copies a node saved of its own outputs behind it. TF.js puts them on the tape first, so that second
 * derivatives do not find what they were computed from.
 */
export function reorderSavedOutputs(saved: readonly tf.Tensor[]): void {
  const tape = currentTape();
  const node = nodeThatSaved(saved);
  if (node === undefined) return;
  const isCopy = ({ inputs, outputs }: TapeNode): boolean =>
    outputs.some((output) => saved.includes(output)) &&
    Object.values(inputs).some((input) => node.outputs.includes(input));
  const at = tape.indexOf(node);
  const before = tape.slice(0, at);
  tape.splice(0, at + 1, ...before.filter((other) => !isCopy(other)), node, ...before.filter(isCopy));
}

/** Puts on the tape that `output` was computed from `input`, and how a gradient passes. */
export function recordOnTape(
  kernelName: string,
  input: tf.Tensor,
  output: tf.Tensor,
  gradient: (dy: tf.Tensor) => tf.Tensor,
): void {
  const { state } = tf.engine();
  currentTape().push({
    id: state.nextTapeNodeId++,
    kernelName,
    inputs: { input },
    outputs: [output],
    saved: [],
    gradient: ([dy]) => ({ input: () => gradient(dy!) }),
  });
}
