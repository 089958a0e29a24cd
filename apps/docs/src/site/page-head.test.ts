import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { descriptionOf, headOf } from './page-head.ts';
import { withLateSidebar, withOneToggle } from './lighter-sidebar.ts';
import { siteAddress } from './site-address.ts';

describe('the description of a page', () => {
  it('is its first paragraph in plain text', () => {
    const page =
      '---\noutline: false\n---\n\n# A *title*\n\n<Part />\n\n```sh\nnpm start\n\nnpm test\n```\n\nThe [metrics](/metrics) of `cfq` keep_names,\n_all_ of them.\n\nMore.';
    expect(descriptionOf(page)).toBe('The metrics of cfq keep_names, all of them.');
    expect(descriptionOf('# Only a title\n\n| a | b |\n')).toBe('');
  });

  it('is cut after a sentence, or between words', () => {
    expect(descriptionOf(`${'One two three four five six seven. '.repeat(9)}End.`)).toMatch(/seven\.$/);
    const long = descriptionOf('word '.repeat(90));
    expect(long).toMatch(/^(?:word )+…$/);
    expect(long.length).toBeLessThan(205);
  });
});

describe('the head of a page', () => {
  const about = { title: 'Methods | CFQ', description: 'All of them.', relativePath: 'metrics/index.md' };

  it('has an address of its own where the site has one', () => {
    const { address, base, repository } = siteAddress({
      ...{ CFQ_SITE: 'https://cfq.example/docs', GITHUB_SERVER_URL: 'https://git.example' },
      GITHUB_REPOSITORY: 'cfq/cfq',
    });
    expect([address, base, repository]).toEqual([
      ...['https://cfq.example/docs/', '/docs/', 'https://git.example/cfq/cfq'],
    ]);
    const head = headOf(about, address);
    expect(head).toContainEqual(['link', { rel: 'canonical', href: 'https://cfq.example/docs/metrics/' }]);
    expect(headOf({ ...about, relativePath: 'live.md' }, address)).toContainEqual([
      ...['meta', { property: 'og:url', content: 'https://cfq.example/docs/live.html' }],
    ]);
  });

  it('has none where nobody knows', () => {
    expect(siteAddress({})).toEqual({ address: null, base: '/', repository: null });
    expect(headOf(about, null).map(([tag]) => tag)).toEqual(['meta', 'meta', 'meta', 'meta']);
  });
});

describe('folds of the sidebar', () => {
  it('are one button each, and are found out where VitePress writes them otherwise', () => {
    const theme = join(
      createRequire(import.meta.url).resolve('vitepress/package.json'),
      '..',
      'dist/client/theme-default',
    );
    const component = readFileSync(join(theme, 'components/VPSidebarItem.vue'), 'utf8');
    const changed = withOneToggle(component);
    expect(component.match(/role="button"/g)).toHaveLength(1);
    expect(changed).not.toMatch(/role="button"/);
    expect(changed).toContain('class="caret"');
    expect(changed.match(/!collapsed/g)).toHaveLength(1);
    expect(() => withOneToggle(changed)).toThrow(/lighter-sidebar/);
    const layout = readFileSync(join(theme, 'Layout.vue'), 'utf8');
    expect(withLateSidebar(layout)).toContain("import('./components/VPSidebar.vue')");
    expect(() => withLateSidebar(withLateSidebar(layout))).toThrow(/lighter-sidebar/);
  });
});
