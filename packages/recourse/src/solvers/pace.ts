import type { SearchContext } from '../search/search-context.ts';
import type { RecourseProblem } from './recourse-problem.ts';

/** Lets timers and abort events run about this often, in milliseconds of native calls. */
const yieldInterval = 40;

/** Keeps a search answerable: to the deadline, the signal and whoever wants to know how far it is. */
export interface Pace extends Pick<SearchContext, 'pause' | 'report'> {
  /** Whether the deadline cut the search. */
  timedOut(): boolean;
}

/** What a pace is kept for. */
export interface PaceOf {
  readonly solver: string;
  /** Rows of one call of the model. */
  readonly chunk: number;
  readonly deadline: number | undefined;
  readonly problem: Pick<RecourseProblem, 'signal' | 'onProgress'>;
}

/** Starts the clock of one solve. */
export function createPace({ solver, chunk, deadline, problem }: PaceOf): Pace {
  const { signal, onProgress } = problem;
  const started = performance.now();
  let rested = started;
  let timedOut = false;
  let scored = 0;
  let phase = 'start';
  let share = 0;
  const tell = () => onProgress?.({ solver, phase, scored, share });
  return {
    timedOut: () => timedOut,
    async pause() {
      const now = performance.now();
      if (now - rested > yieldInterval) {
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        rested = performance.now();
        tell();
      }
      signal?.throwIfAborted();
      if (deadline !== undefined && now - started > deadline) timedOut = true;
      else scored += chunk;
      return timedOut;
    },
    report(nextPhase, nextShare) {
      phase = nextPhase;
      share = nextShare;
      tell();
    },
  };
}
