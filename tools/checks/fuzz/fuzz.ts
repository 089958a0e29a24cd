import fc from 'fast-check';
import { faultsIn } from './faults-in.ts';
import type { FuzzInput, FuzzOutcome } from './input.ts';
import { inputsOf, makesCells, type CellFiles, type FuzzKind } from './kinds.ts';
import type { Runner } from './runner.ts';

/** What became of the inputs of one kind. */
export interface FuzzReport {
  readonly kind: FuzzKind;
  readonly inputs: number;
  /** How often each exit code came. */
  readonly codes: Readonly<Record<string, number>>;
  /** Most seconds of processor that an input took. */
  readonly seconds: number;
  /** Most bytes of memory that the process held. */
  readonly memory: number;
  /** The smallest input that was found to end wrongly, and how; undefined where none did. */
  readonly failed: { readonly input: FuzzInput; readonly faults: readonly string[] } | undefined;
}

/** What bounds a search. */
export interface FuzzOptions {
  readonly seed: number;
  /** Milliseconds by the clock that a kind may take, after one input that has all the time it needs; the input under way is finished. */
  readonly milliseconds: number;
  /** Inputs of a kind at most. Default: no bound. */
  readonly runs?: number;
}

/** The cells that inputs of the kind `cells` are changed from. */
export async function madeCells({ run }: Runner): Promise<CellFiles> {
  const made = await run(makesCells);
  if (made.code !== 0) throw new Error(`fuzz: no cells were made (${made.stderr.slice(-500)}).`);
  return made.left;
}

/** Tries inputs of one kind, and makes the first that ends wrongly as small as it can. */
export async function fuzz(
  kind: FuzzKind,
  runner: Runner,
  cells: CellFiles,
  { seed, milliseconds, runs = 1_000_000 }: FuzzOptions,
): Promise<FuzzReport> {
  const codes: Record<string, number> = {};
  let [inputs, seconds, memory] = [0, 0, 0];
  let last: FuzzOutcome | undefined;
  const property = fc.asyncProperty(inputsOf(kind, cells), async (input) => {
    const outcome = await runner.run(input);
    inputs += 1;
    codes[String(outcome.code)] = (codes[String(outcome.code)] ?? 0) + 1;
    seconds = Math.max(seconds, outcome.seconds);
    memory = Math.max(memory, outcome.memory);
    const isRight = faultsIn(outcome).length === 0;
    if (!isRight) last = outcome;
    return isRight;
  });
  const once = await fc.check(property, { seed, numRuns: 1 });
  const { counterexample } = once.failed
    ? once
    : await fc.check(property, {
        ...{ seed, numRuns: runs },
        plugins: [fc.interruptAfterTimeLimit(milliseconds) as fc.Plugin<[FuzzInput]>],
      });
  const [input] = counterexample ?? [];
  const failed = input && last && { input, faults: faultsIn(last) };
  return { kind, inputs, codes, seconds, memory, failed };
}
