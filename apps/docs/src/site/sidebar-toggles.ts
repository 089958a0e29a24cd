import type { Plugin } from 'vitepress';
import { DocsError } from '../docs-error.ts';

/** The arrow beside a heading of the sidebar, as VitePress writes it: a button within the heading, which is one itself. */
const arrow =
  /role="button"\s+aria-label="toggle section"\s+@click="onCaretClick"\s+@keydown\.enter="onCaretClick"\s+tabindex="0"/;

/**
 * Leaves one button where VitePress puts two into each other: the heading of a fold of the sidebar opens and closes it by
 * pointer and keys, and its arrow only shows which it is.
 */
export const oneToggle: Plugin = {
  name: 'one-toggle',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/VPSidebarItem\.vue$/.test(id)) return null;
    return withOneToggle(code);
  },
};

/**
 * The component without the inner button.
 *
 * @throws DocsError where it is written otherwise than expected.
 */
export function withOneToggle(code: string): string {
  if (!arrow.test(code)) {
    throw new DocsError(
      'one-toggle: VitePress writes the arrows of its sidebar as it did (expected a button, got something else). ' +
        'See whether this plug-in is still needed.',
    );
  }
  return code.replace(arrow, 'aria-hidden="true" @click="onCaretClick"');
}
