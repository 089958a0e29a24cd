import type { Graph } from '../graph/types.ts';
import { verifyGraph } from '../graph/verify-graph.ts';
import { eliminateDeadCode } from './eliminate-dead-code.ts';
import { shareSubexpressions } from './share-subexpressions.ts';

type Pass = (graph: Graph) => Graph;

const PASSES: readonly Pass[] = [eliminateDeadCode, shareSubexpressions];

/** Runs every pass in order; the graph is verified after each. */
export function optimize(graph: Graph): Graph {
  return PASSES.reduce((current, pass) => {
    const next = pass(current);
    verifyGraph(next);
    return next;
  }, graph);
}
