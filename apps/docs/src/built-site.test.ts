import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath } from './browser-path.ts';
import { seriousFindings } from './page-checks/serious-findings.ts';
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

/** A hundred pages, beside whatever else a machine does. */
const minutesForAll = 300_000;

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

  // The reference pages are of one make; one of them stands for all.
  const looked = pages.filter((path) => !path.startsWith('/reference/') || path.endsWith('/metrics.html'));
  const looks = [
    { look: 'wide and light', width: 1280, colorScheme: 'light' },
    { look: 'narrow and dark', width: 390, colorScheme: 'dark' },
  ] as const;
  it.each(looks)(
    'shows its pages $look without an error and without scrolling sideways',
    async ({ width, colorScheme }) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(`${page.url()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
      for (const path of looked) {
        await page.goto(`${server.origin}${path}`, { waitUntil: 'load' });
        const beyond = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        if (beyond !== 0) problems.push(`${path} is ${String(beyond)} px wider than the window`);
      }
      await context.close();
      expect(problems).toEqual([]);
    },
    minutesForAll,
  );

  // One page of each make; the live page has a test of its own.
  const makes = ['/', '/results', '/methods', '/metrics/', '/what-breaks', '/lenders/before-you-ship'];
  it.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 390 },
  ] as const)(
    'keep nobody out, $colorScheme at $width px: axe finds nothing serious',
    async ({ colorScheme, width }) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
      const page = await context.newPage();
      const findings: string[] = [];
      for (const path of makes) {
        await page.goto(`${server.origin}${path}`, { waitUntil: 'networkidle' });
        findings.push(...(await seriousFindings(page)));
      }
      await context.close();
      expect(findings).toEqual([]);
    },
    minutesForAll,
  );
});
