import type { Method } from '@cfq/training';
import { defineLoader } from 'vitepress';
import { inOrderOfRoles } from './in-order-of-roles.ts';
import { recipe, type Recipe } from './recipe.ts';

declare const data: readonly Recipe[];
export { data };

/** Resolved where it runs and not where the loader is bundled: the bundler knows nothing of `@cfq/source`. */
const training: string = '@cfq/training';

export default defineLoader({
  async load(): Promise<readonly Recipe[]> {
    const { methods } = (await import(training)) as { methods: Readonly<Record<string, Method>> };
    return inOrderOfRoles(methods).map(recipe);
  },
});
