import { createMarkdownRenderer } from 'vitepress';
import { expect, it, vi } from 'vitest';
import { renderOnce } from './render-once.ts';

const source =
  '---\nsearch: false\n---\n\n# Words\n\n<script setup>const at = 1;</script>\n\n[A link](/about)\n';

it('renders a page once, and tells everybody who asks the same of it', async () => {
  const md = await createMarkdownRenderer('.');
  const render = vi.spyOn(md, 'render');
  renderOnce(md);
  const first = { relativePath: 'words.md', includes: [] };
  const html = md.render(source, first);
  const second = { relativePath: 'words.md' };
  expect(md.render(source, second)).toBe(html);
  expect(render).toHaveBeenCalledTimes(1);
  expect(second).toMatchObject({ frontmatter: { search: false }, title: 'Words', links: ['/about'] });
  expect({ ...second, includes: [] }).toEqual(first);

  expect(md.render(source.replace('Words', 'Others'), { relativePath: 'words.md' })).toContain('Others');
  md.render(source, { relativePath: 'elsewhere.md' });
  expect(render).toHaveBeenCalledTimes(3);
});
