import type { NDArray } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';
import { logitsMarginModel, type LogitsModelOptions } from './logits-margin-model.ts';
import type { MarginModel } from './margin-model.ts';

/** A loaded file that runs on named arrays, as `openModel` of `@cfq/jit` returns it. */
export interface ModelSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(inputs: Readonly<Record<string, NDArray>>): Promise<Readonly<Record<string, NDArray>>>;
}

/** Which class, which arrays of the file. */
export interface SessionModelOptions extends LogitsModelOptions {
  /** The input that takes rows `[n, d]`. Default: the only one. */
  readonly input?: string | undefined;
  /** The output that holds logits `[n, classes]`. Default: the only one. */
  readonly output?: string | undefined;
}

/**
 * A model in a file, for instance a deployed ONNX network, as something to find recourse on. The session stays the
 * caller's. It has no gradients; `withFiniteDifferences` gives it some.
 *
 * @param session - From `openModel(bytes)` of `@cfq/jit`, or anything of its shape.
 * @throws RecourseError when the file has no such input or output, or several and none was named.
 */
export function sessionMarginModel(
  session: ModelSession,
  { input, output, ...options }: SessionModelOptions,
): MarginModel {
  const from = chosen('input', input, session.inputNames);
  const to = chosen('output', output, session.outputNames);
  return logitsMarginModel(async (x) => (await session.run({ [from]: x }))[to]!, options);
}

function chosen(kind: 'input' | 'output', name: string | undefined, known: readonly string[]): string {
  const found = name ?? (known.length === 1 ? known[0] : undefined);
  if (found !== undefined && known.includes(found)) return found;
  throw new RecourseError(
    `sessionMarginModel: the ${kind} is one of the file's (expected ${known.join(', ')}, got ${name ?? 'none'}). ` +
      'Name it.',
  );
}
