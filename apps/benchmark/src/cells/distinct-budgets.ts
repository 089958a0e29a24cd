import { everyWidth, uniform } from '@cfq/bit-allocation';
import { budgetsOf, type Method } from '@cfq/training';

/** Budgets that a method can only answer in one way. */
export interface EqualBudgets {
  /** The one it is run at. */
  readonly budgetBits: number;
  /** All of them, as they were asked for. */
  readonly asked: readonly number[];
}

/**
 * The budgets, in bits per weight, at which a method gives different models: full precision and methods with a width of
 * their own have one, a method with one width everywhere takes the largest within the budget, and nothing can be
 * spent above the largest there is. Of equal ones the smallest that was asked for is run.
 *
 * @param recipe of the method, after its overrides
 * @param asked above 0, in the order in which rows are wanted
 */
export function distinctBudgets(recipe: Method, asked: readonly number[]): EqualBudgets[] {
  const groups = new Map<number, number[]>();
  for (const budget of asked) {
    const spent = spentBits(recipe, budget);
    groups.set(spent, [...(groups.get(spent) ?? []), budget]);
  }
  return [...groups.values()].map((equal) => ({
    budgetBits: budgetsOf(recipe, [Math.min(...equal)])[0]!,
    asked: equal,
  }));
}

/** Equal for budgets that are spent alike. */
function spentBits(recipe: Method, budget: number): number {
  const [own = budget] = budgetsOf(recipe, [budget]);
  const most = Math.max(...everyWidth);
  if (own !== budget || own > most || recipe.kind === 'full-precision') return Math.min(own, most);
  if (recipe.bits.parts?.allocator !== uniform) return own;
  return Math.max(...everyWidth.filter((width) => width <= own));
}
