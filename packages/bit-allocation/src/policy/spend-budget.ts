import type { Allocation } from '../allocation.ts';
import { defaultCandidates } from '../allocation.ts';
import { averageBits } from '../average-bits.ts';
import { hardenPolicy, policyLogProbabilities, type HardenPolicyProblem } from './harden-policy.ts';

/**
 * The allocation a policy has arrived at, never above the budget, with what is left of the budget spent: {@link hardenPolicy},
 * and then, as long as some layer's next width fits, the one that the policy finds likeliest is raised. Methods are compared
 * at equal average bits, and a policy whose loss hardly tells three bits from eight stops well below.
 *
 * @throws AllocationError when the budget is below the smallest candidate or the shapes disagree.
 */
export function spendBudget(problem: HardenPolicyProblem): Allocation {
  const { layers, logits, budgetBits, candidates = defaultCandidates } = problem;
  let allocation = hardenPolicy({ layers, logits, budgetBits, candidates });
  const likelihood = policyLogProbabilities(logits);
  for (;;) {
    const raised = allocation.flatMap(({ layer, bits }, index) => {
      const next = candidates[candidates.indexOf(bits) + 1];
      if (next === undefined) return [];
      const wider = allocation.map((entry) => (entry.layer === layer ? { layer, bits: next } : entry));
      if (averageBits(layers, wider) > budgetBits) return [];
      return [{ wider, likelihood: likelihood[index]![candidates.indexOf(next)]! }];
    });
    const [first, ...others] = raised;
    if (first === undefined) return allocation;
    allocation = others.reduce(
      (best, option) => (option.likelihood > best.likelihood ? option : best),
      first,
    ).wider;
  }
}
