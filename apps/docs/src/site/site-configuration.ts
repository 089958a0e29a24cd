import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type DefaultTheme, type HeadConfig } from 'vitepress';
import { cataloguePlaces } from '../catalogues.ts';
import { pagesOf } from '../pages-of.ts';
import { commandsInAClone } from './commands-in-a-clone.ts';
import { descriptionOf, headOf } from './page-head.ts';
import { preloadedComponent } from './preloaded-component.ts';
import { definitionsFirst } from './definitions-first.ts';
import { lighterSidebar } from './lighter-sidebar.ts';
import { renderOnce } from './render-once.ts';
import { siteAddress } from './site-address.ts';

const site = fileURLToPath(new URL('../..', import.meta.url));
const { address, base, repository } = siteAddress(process.env);
/** Written by tools from what stands elsewhere: nobody edits these pages. */
const isGenerated = (path: string): boolean => /^(?:reference|reports)\//.test(path);

const page = (text: string, link: string): DefaultTheme.SidebarItem => ({ text, link });

/** One link a Markdown page of a folder, titled by its heading, the folder's index first. */
const folder = (text: string, name: string): DefaultTheme.SidebarItem => ({
  text,
  items: pagesOf(`${site}${name}`).map(({ title, file }) => page(title, `/${name}/${file}`)),
});

/** Pages of parts that have one of their own, a group a kind; the quantizers have theirs anyway. */
const partPages: DefaultTheme.SidebarItem[] = Object.values(cataloguePlaces)
  .filter((place) => place.folder !== 'quantizers' && existsSync(`${site}${place.folder}`))
  .map((place) => ({ ...folder(titleOf(place.catalogue), place.folder), collapsed: true }));

const guide: DefaultTheme.SidebarItem[] = [
  {
    text: 'Ship a smaller model',
    items: [
      page('Before you ship', '/lenders/before-you-ship'),
      page('Make your model smaller', '/getting-started/quantize-your-model'),
      page('Advice, and whether it is kept', '/lenders/advice'),
      page('What to keep on file', '/lenders/what-to-keep-on-file'),
      page('A gate in CI', '/lenders/continuous-integration'),
      page('Describe and measure your data', '/getting-started/lenders-and-vendors'),
      page('Two lenders’ files', '/two-lenders-files'),
      page('What is not supported', '/lenders/not-supported'),
    ],
  },
  {
    text: 'Start',
    items: [
      page('Help a person', '/live'),
      page('What breaks, and why', '/what-breaks'),
      page('Your own predictions', '/getting-started/metrics-only'),
      page('A model you already have', '/getting-started/your-own-model'),
      page('Evaluate your own pair', '/getting-started/your-own-pair'),
      page('Bring your own part', '/getting-started/your-own-part'),
      page('Researchers', '/getting-started/researchers'),
      page('Contributors', '/getting-started/contributors'),
      page('Versions and migration', '/versions'),
      page('About, citing, licence', '/about'),
    ],
  },
  {
    text: 'Your data, your rules',
    items: [
      page('Missing values and codes', '/missing-and-special-values'),
      page('Action policies', '/recourse/action-policies'),
      page('Cut-off and rare classes', '/decision-threshold'),
    ],
  },
  {
    text: 'Measuring',
    items: [
      page('The protocol', '/protocol'),
      page('Results', '/results'),
      page('Replicate the paper', '/replicate'),
      page('What holds of the paper', '/claims'),
      page('A configuration file', '/configuration-file'),
    ],
  },
  {
    text: 'Metrics',
    items: [
      page('At a glance', '/metrics/'),
      page('Recourse kept and lost', '/metrics/recourse'),
      page('Decisions and near misses', '/metrics/decisions'),
      page('The issue margin', '/metrics/margins'),
      page('How good an action is', '/metrics/actions'),
      page('Many models, and later ones', '/metrics/many-models'),
      page('Intervals and subgroups', '/metrics/uncertainty'),
    ],
  },
  {
    text: 'Making a faithful model',
    items: [
      page('Methods', '/methods'),
      page('How many bits?', '/how-many-bits'),
      page('Teachers as people have them', '/teachers'),
      page('Action sets', '/recourse/action-sets'),
      page('Recourse solvers', '/recourse/solvers'),
      page('Whose promises survive', '/recourse/kept-promises'),
      page('Beside other libraries', '/recourse/beside-other-libraries'),
      page('Beside GAM Coach, What-If Tool', '/recourse/interactive-tools'),
      page('Certificates', '/recourse/certificates'),
      page('Bit allocation', '/bit-allocation'),
      page('Deployment facts', '/deployment'),
    ],
  },
  { ...folder('Quantizers', 'quantizers'), collapsed: true },
  ...partPages,
  ...(existsSync(`${site}reports`) ? [{ ...folder('Reports', 'reports'), collapsed: true }] : []),
];

const reference: DefaultTheme.SidebarItem[] = existsSync(`${site}reference`)
  ? [folder('API reference', 'reference')]
  : [];

/** Files that a worker brings along are named as those of pages, so that what both have is there once. */
const workerFiles = {
  assetFileNames: 'assets/[name].[hash].[ext]',
  chunkFileNames: 'assets/chunks/[name].[hash].js',
};

const livePage = preloadedComponent('LivePage.vue');

/** The site: its pages, navigation, search and Markdown. */
export const siteConfiguration = defineConfig({
  lang: 'en',
  title: 'CFQ',
  description: 'Quantize models without breaking the promises made to people.',
  srcExclude: ['README.md', 'src/**', 'data/**'],
  lastUpdated: false,
  // Without it the style of the whole page is worked out twice more, on a phone a second, before anything can be touched.
  appearance: { disableTransition: false },
  base,
  ...(address !== null && { sitemap: { hostname: address } }),
  transformPageData(data) {
    const description = data.description || descriptionOf(readFileSync(`${site}${data.filePath}`, 'utf8'));
    return {
      ...(description !== '' && { description }),
      ...(isGenerated(data.relativePath) && { frontmatter: { ...data.frontmatter, editLink: false } }),
    };
  },
  transformHead: ({ title, description, pageData: { relativePath } }) => [
    ...headOf({ title, description, relativePath }, address),
    ...(relativePath === 'live.md' ? livePage.files() : []).map((file): HeadConfig => [
      'link',
      { rel: 'modulepreload', href: `${base}${file}` },
    ]),
  ],
  // Components may use the workspace's packages; like everything here, they resolve to source.
  vite: {
    plugins: [lighterSidebar, livePage.plugin],
    resolve: { conditions: ['@cfq/source'] },
    ssr: { resolve: { conditions: ['@cfq/source'] } },
    worker: { format: 'es', rollupOptions: { output: workerFiles } },
    // Files to take away stay files, however small: they are no part of the page's own weight.
    build: { assetsInlineLimit: (path) => (path.includes('/examples/foreign-models/') ? false : undefined) },
  },
  ignoreDeadLinks: false,
  markdown: {
    math: true,
    image: { lazyLoading: true },
    config(md) {
      // A figure keeps the size at which it is drawn, and scrolls in its box where that is narrower.
      md.core.ruler.push('figures', ({ tokens }) => {
        for (const [at, token] of tokens.entries()) {
          const [figure, ...others] = tokens[at + 1]?.children ?? [];
          if (token.type !== 'paragraph_open' || figure?.type !== 'image' || others.length > 0) continue;
          token.attrJoin('class', 'drawn');
          for (const [name, value] of [
            ['tabindex', '0'],
            ['role', 'region'],
            ['aria-label', figure.content],
          ]) {
            token.attrSet(name!, value!);
          }
        }
      });
      // An option is read as one word, not cut behind its hyphens.
      const inlineCode = md.renderer.rules.code_inline!;
      md.renderer.rules.code_inline = (...given) =>
        inlineCode(...given).replaceAll(/(?<=[>\s])--?[a-z][\w-]*/g, '<span class="option">$&</span>');
      md.core.ruler.push('commands-in-a-clone', ({ tokens }) => {
        for (const token of tokens.filter(({ type }) => type === 'fence')) {
          token.content = commandsInAClone(token.content, token.info.trim().split(/[\s{[]/, 1)[0] ?? '');
        }
      });
      // Beside an editor a page may show other files, which change.
      if (process.env['NODE_ENV'] === 'production') renderOnce(md);
    },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}mark.svg` }]],
  themeConfig: {
    logo: '/mark.svg',
    nav: [
      { text: 'Before you ship', link: '/lenders/before-you-ship', activeMatch: '/lenders/' },
      { text: 'Try it', link: '/live' },
      { text: 'What breaks', link: '/what-breaks' },
      { text: 'Metrics', link: '/metrics/', activeMatch: '/metrics/' },
      { text: 'Methods', link: '/methods' },
      { text: 'Results', link: '/results' },
      { text: 'API', link: '/reference/', activeMatch: '/reference/' },
      { text: 'About', link: '/about' },
    ],
    sidebar: { '/reference/': reference, '/': guide },
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      // What the button is called has what is seen on it, its key too.
      options: {
        detailedView: true,
        miniSearch: { searchOptions: { boostDocument: definitionsFirst } },
        translations: { button: { buttonText: 'Search', buttonAriaLabel: 'SearchK' } },
      },
    },
    ...(repository !== null && {
      editLink: { pattern: `${repository}/edit/main/apps/docs/:path`, text: 'Edit this page' },
      socialLinks: [{ icon: 'github', link: repository, ariaLabel: 'The repository' }],
    }),
    notFound: {
      title: 'No page is here',
      quote: 'The search in the bar above knows every page; it opens with Ctrl K as well.',
      linkLabel: 'To the front page',
      linkText: 'To the front page',
    },
    docFooter: { prev: 'Previous', next: 'Next' },
    footer: {
      message: `<a href="https://arxiv.org/abs/2605.17160">The paper</a>, how to cite it and the licence: <a href="${base}about">about CFQ</a>.`,
    },
  },
});

/** `sensitivities` → `Sensitivities`. */
function titleOf(catalogue: string): string {
  if (catalogue === 'datasets') return 'Data sets';
  return catalogue.charAt(0).toUpperCase() + catalogue.slice(1);
}
