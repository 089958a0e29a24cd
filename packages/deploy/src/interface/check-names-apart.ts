import type { FileInterface } from '@cfq/network';
import { DeployError } from '../deploy-error.ts';
import type { GraphParts } from '../graph/graph-parts.ts';

/**
 * Checks that nothing inside of a finished graph bears the name of an input, or that of an output once more.
 *
 * @throws DeployError naming it.
 */
export function checkNamesApart(
  { nodes, initializers }: GraphParts,
  { inputs, outputs }: FileInterface,
): void {
  const own = [...nodes.flatMap(({ output }) => output ?? []), ...initializers.map(({ name }) => name!)];
  const taken = new Set<string>();
  const twice = [...inputs.map(({ name }) => name), ...own].find((name) => {
    const known = taken.has(name);
    taken.add(name);
    return known;
  });
  if (twice === undefined) return;
  const what = inputs.some(({ name }) => name === twice) ? 'input' : 'output';
  const names = (what === 'input' ? inputs : outputs).map(({ name }) => `"${name}"`).join(', ');
  throw new DeployError(
    `packNetwork: values inside of a file have names of their own (expected other names than those of its ${what}s, ` +
      `${names}, got "${twice}" twice). Rename the layer that it is called after.`,
  );
}
