import type { Plugin } from 'vitepress';
import { DocsError } from '../docs-error.ts';

/** The arrow beside a heading of the sidebar, as VitePress writes it: a button within the heading, which is one itself. */
const arrow =
  /role="button"\s+aria-label="toggle section"\s+@click="onCaretClick"\s+@keydown\.enter="onCaretClick"\s+tabindex="0"/;

/** What stands under a heading, as VitePress writes it: there also where the fold is closed. */
const items = 'v-if="item.items && item.items.length" class="items"';

/**
 * Makes VitePress's sidebar come alive late, and leaves one button where VitePress puts two into each other: the heading of a fold of the sidebar opens and closes it by
 * pointer and keys, and its arrow only shows which it is. What a closed fold holds is made when it is opened: a page of a hundred
 * links is slow to come alive on a phone.
 */
export const lighterSidebar: Plugin = {
  name: 'lighter-sidebar',
  enforce: 'pre',
  transform(code, id) {
    if (/\/VPSidebarItem\.vue$/.test(id)) return withOneToggle(code);
    if (/theme-default\/Layout\.vue$/.test(id)) return withLateSidebar(code);
    return null;
  },
};

const sidebar = /import VPSidebar from '(?<from>\.\/components\/VPSidebar\.vue)'/;

/**
 * The layout with a sidebar that comes alive when it is seen: on a phone it is away until somebody opens it, and its links are
 * most of what a page has to bring to life. Where a page has none it does so at once, since the next may have one.
 *
 * @throws DocsError where it is written otherwise than expected.
 */
export function withLateSidebar(code: string): string {
  if (!sidebar.test(code)) {
    throw new DocsError(
      'lighter-sidebar: VitePress imports its sidebar as it did (expected ./components/VPSidebar.vue, got something else). ' +
        'See whether this plug-in is still needed.',
    );
  }
  return code.replace(
    sidebar,
    `import { defineAsyncComponent, hydrateOnVisible } from 'vue'
const VPSidebar = defineAsyncComponent({
  loader: () => import('$<from>'),
  // A pixel less than the screen: what is away touches its edge.
  hydrate: (hydrate, forEach) => {
    let isThere = false
    const stop = hydrateOnVisible({ rootMargin: '-1px' })(hydrate, (see) =>
      forEach((one) => {
        isThere ||= one instanceof Element
        return see(one)
      })
    )
    if (!isThere) hydrate()
    return stop
  }
})`,
  );
}

/**
 * The component without the inner button, and without what a closed fold holds.
 *
 * @throws DocsError where it is written otherwise than expected.
 */
export function withOneToggle(code: string): string {
  if (!arrow.test(code) || !code.includes(items)) {
    throw new DocsError(
      'lighter-sidebar: VitePress writes the folds of its sidebar as it did (expected a button and a list, got something else). ' +
        'See whether this plug-in is still needed.',
    );
  }
  return code
    .replace(arrow, 'aria-hidden="true" @click="onCaretClick"')
    .replace(items, items.replace('.length', '.length && !collapsed'));
}
