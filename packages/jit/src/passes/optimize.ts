import type { Graph } from '../graph/types.ts';
import { verifyGraph } from '../graph/verify-graph.ts';
import { eliminateDeadCode } from './eliminate-dead-code.ts';
import { foldConstants } from './fold-constants.ts';
import { fuseBias } from './fuse-bias.ts';
import { hoistInvariants } from './hoist-invariants.ts';
import { maskFromRelu } from './mask-from-relu.ts';
import { orderByReadiness } from './order-by-readiness.ts';
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
  hoistInvariants,
  shareSubexpressions,
  eliminateDeadCode,
  trimPools,
  (graph) => orderByReadiness(graph),
];

/** Runs every pass in order; the graph is verified after each. */
export function optimize(graph: Graph): Graph {
  return passes.reduce((current, pass) => {
    const next = pass(current);
    verifyGraph(next);
    return next;
  }, graph);
}
