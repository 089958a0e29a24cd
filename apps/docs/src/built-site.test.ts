import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath } from './browser-path.ts';
import { leaveOneOfEach, seriousFindings } from './page-checks/serious-findings.ts';
import { smallType } from './page-checks/small-type.ts';
import { walkPages } from './page-checks/walk-pages.ts';
import { definitionsFirst } from './site/definitions-first.ts';
import { staticServer, type StaticServer } from './static-server.ts';

const built = fileURLToPath(new URL('../.vitepress/dist/', import.meta.url));
const isBuilt = existsSync(`${built}index.html`);

if (!isBuilt)
  process.stderr.write('SKIPPED: checks of the built site; build it with nx run @cfq/docs:build-site\n');
if (browserPath === undefined)
  process.stderr.write('SKIPPED: the site in a browser; no Chromium was found\n');

const pages = isBuilt
  ? readdirSync(built, { recursive: true, encoding: 'utf8' })
      .map((path) => `/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.html') && path !== '/404.html')
  : [];

describe.skipIf(!isBuilt)('links within the built site', () => {
  const idsOf = new Map<string, ReadonlySet<string>>();
  const ids = (page: string): ReadonlySet<string> => {
    const known = idsOf.get(page);
    if (known) return known;
    const html = existsSync(`${built}${page}`) ? readFileSync(`${built}${page}`, 'utf8') : '';
    const found = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id));
    idsOf.set(page, found);
    return found;
  };

  it('lead to headings that exist', () => {
    const missing = pages.flatMap((page) =>
      [...readFileSync(`${built}${page}`, 'utf8').matchAll(/<a [^>]*?href="([^"]*#[^"]+)"/g)].flatMap(
        ([, href = '']) => {
          const link = new URL(href.replaceAll('&amp;', '&'), `http://site${page}`);
          if (link.host !== 'site') return [];
          const path = link.pathname.replace(/\/$/, '/index.html').replace(/(?<!\.html)$/, '.html');
          const id = decodeURIComponent(link.hash.slice(1));
          return ids(path).has(id) ? [] : [`${page} → ${href}`];
        },
      ),
    );
    expect(missing).toEqual([]);
  });

  it('fetch nothing from other hosts', () => {
    const foreign = pages.flatMap((page) =>
      [
        ...readFileSync(`${built}${page}`, 'utf8').matchAll(
          /<(?:link|script|img|iframe)[^>]+(?:href|src)="(https?:[^"]+)"/g,
        ),
      ].map(([, address = '']) => `${page} → ${address}`),
    );
    expect(foreign).toEqual([]);
  });
});

describe.skipIf(!isBuilt)('what the built site draws', () => {
  it('has no formula that could not be set', () => {
    const failed = pages.filter((page) => readFileSync(`${built}${page}`, 'utf8').includes('fill="red"'));
    expect(failed).toEqual([]);
  });

  it('has no figure on white that stays white in the dark', () => {
    const figures = pages.flatMap((page) =>
      [...readFileSync(`${built}${page}`, 'utf8').matchAll(/<img [^>]*src="(\/[^"]+\.svg)"[^>]*>/g)].filter(
        ([, path = '']) => /<rect[^>]+fill="#ffffff"/.test(readFileSync(`${built}${path}`, 'utf8')),
      ),
    );
    expect(figures.length).toBeGreaterThan(20);
    expect(figures.map(([tag]) => tag).filter((tag) => !/class="on-white"/.test(tag))).toEqual([]);
  });
});

describe.skipIf(!isBuilt)('the search of the built site', () => {
  /** A search for one word, as the box of VitePress asks it: the addresses found, the best first. */
  interface Index {
    search(words: string, options: object): readonly { readonly id: string }[];
  }
  /** What the site tells VitePress of the search's order, as the built pages have it. */
  const options = { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } };
  let index: Index;
  beforeAll(async () => {
    const vitepress = createRequire(import.meta.url).resolve('vitepress/package.json');
    const { default: MiniSearch } = (await import(
      pathToFileURL(createRequire(vitepress).resolve('minisearch')).href
    )) as { default: { loadJSON(text: string, fields: object): Index } };
    const chunk = readdirSync(`${built}assets/chunks`).find((name) =>
      name.startsWith('@localSearchIndexroot'),
    );
    const { default: stored } = (await import(pathToFileURL(`${built}assets/chunks/${chunk!}`).href)) as {
      default: string;
    };
    index = MiniSearch.loadJSON(stored, {
      ...{ fields: ['title', 'titles', 'text'], storeFields: ['title', 'titles'] },
    });
  });

  it.each([
    ['VD', 'metrics/recourse#validity-drop'],
    ['CRG', 'metrics/recourse#counterfactual-recourse-gap'],
    ['kappa', 'metrics/margins#issue-margin'],
    ['fairness', 'metrics/uncertainty#by-subgroup'],
    ['github', 'about#repository'],
  ])('finds for %s its definition first', (word, place) => {
    const [first] = index.search(word, { ...options, boostDocument: definitionsFirst });
    expect(first?.id.replace('.html', '')).toBe(`/${place}`);
  });
});

/** A hundred pages, beside whatever else a machine does. */
const minutesForAll = 480_000;

describe.skipIf(!isBuilt || browserPath === undefined)('the built site in a browser', () => {
  let server: StaticServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await staticServer(built);
    browser = await chromium.launch({
      executablePath: browserPath ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const still = '*, ::before, ::after { transition: none !important; animation: none !important }';
  it(
    'shows every page, narrow and dark, wide and light, without an error, small type or scrolling sideways, and axe finds nothing serious',
    async () => {
      const context = await browser.newContext();
      const problems: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error') problems.push(`${String(message.page()?.url())}: ${message.text()}`);
      });
      context.on('weberror', (error) =>
        problems.push(`${String(error.page()?.url())}: ${error.error().message}`),
      );
      const see = async (page: Page, width: number, colorScheme: 'light' | 'dark'): Promise<void> => {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
      };
      const fits = async (page: Page, path: string): Promise<void> => {
        const wider = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        if (wider !== 0) problems.push(`${path} is ${wider} px wider than the window`);
      };
      // What stands around every page is the same, and looked at below.
      const within = '#VPContent';
      await walkPages(context, [...pages.entries()], async (page, [at, path]) => {
        await see(page, 390, 'dark');
        // Nothing is loaded any more: every part of the page has been made alive.
        await page.goto(`${server.origin}${path}`, { waitUntil: 'networkidle' });
        // On a busy machine the network may rest before Vue has come; nothing is changed under its hands.
        await page.waitForFunction('document.querySelector("#app").__vue_app__ !== undefined');
        await page.addStyleTag({ content: still });
        await fits(page, path);
        problems.push(...(await smallType(page)));
        await see(page, 1280, 'light');
        await fits(page, path);
        // Colours are those of the theme: every second page is looked at in the dark.
        if (at % 2 === 1) await see(page, 390, 'dark');
        await leaveOneOfEach(page);
        problems.push(...(await seriousFindings(page, { within })));
      });
      await context.close();
      expect(problems).toEqual([]);
    },
    minutesForAll,
  );

  // One page of each make, loaded wide and light, with all that stands around it.
  const makes = ['/', '/results', '/methods', '/metrics/', '/what-breaks', '/404.html'];
  it(
    'keeps nobody out of what stands around a page either',
    async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const problems: string[] = [];
      context.on('weberror', (error) => problems.push(error.error().message));
      await walkPages(context, makes, async (page, path) => {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(`${server.origin}${path}`, { waitUntil: 'networkidle' });
        await page.addStyleTag({ content: still });
        await leaveOneOfEach(page);
        problems.push(...(await seriousFindings(page)));
        await page.emulateMedia({ colorScheme: 'dark' });
        problems.push(...(await seriousFindings(page)));
      });
      await context.close();
      expect(problems).toEqual([]);
    },
    minutesForAll,
  );
});
