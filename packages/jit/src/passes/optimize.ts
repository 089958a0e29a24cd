import type { Graph } from '../graph/types.ts';
import { verifyGraph } from '../graph/verify-graph.ts';
import { eliminateDeadCode } from './eliminate-dead-code.ts';
import { foldConstants } from './fold-constants.ts';
import { fuseBias } from './fuse-bias.ts';
import { hoistInvariants } from './hoist-invariants.ts';
import { maskFromClip } from './mask-from-clip.ts';
import { maskFromRelu } from './mask-from-relu.ts';
import { orderByReadiness } from './order-by-readiness.ts';
import { padRowSums } from './pad-row-sums.ts';
import { shareSubexpressions } from './share-subexpressions.ts';
import { simplify } from './simplify.ts';
import { trimPools } from './trim-pools.ts';

type Pass = (graph: Graph) => Graph;

/** Cheap reductions first, so that the later passes have less to walk. */
const passes: readonly Pass[] = [
  eliminateDeadCode,
  shareSubexpressions,
  foldConstants,
  simplify,
  foldConstants,
  simplify,
  fuseBias,
  maskFromRelu,
  maskFromClip,
  hoistInvariants,
  shareSubexpressions,
  eliminateDeadCode,
  trimPools,
  padRowSums,
  (graph) => orderByReadiness(graph),
];

/** Runs every pass in order. What comes out is verified: to do so after each of them would take longer than half of them. */
export function optimize(graph: Graph): Graph {
  const optimized = passes.reduce((current, pass) => pass(current), graph);
  verifyGraph(optimized);
  return optimized;
}
