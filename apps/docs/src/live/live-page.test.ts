import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath } from '../browser-path.ts';
import { staticServer, type StaticServer } from '../static-server.ts';
import { liveAdviser, type LiveAnswer } from './live-advice.ts';
import { liveBits, type LiveStart, type LiveStudents } from './live-data.ts';
import { liveMargin } from './live-model.ts';
import { restoreNetwork } from './stored-network.ts';

const built = fileURLToPath(new URL('../../.vitepress/dist/', import.meta.url));
const isBuilt = existsSync(`${built}live.html`);
if (!isBuilt || browserPath === undefined) {
  process.stderr.write('SKIPPED: the live page in a browser; it needs the built site and a Chromium\n');
}

const read = <Content>(name: string): Content =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`../../data/live/${name}.json`, import.meta.url)), 'utf8'),
  ) as Content;

describe.skipIf(!isBuilt || browserPath === undefined)('the live page', () => {
  const start = read<LiveStart>('german');
  const teacher = restoreNetwork(start.teacher);
  const own = start.people[21]!;
  let server: StaticServer;
  let browser: Browser;
  let page: Page;
  let expected: LiveAnswer;
  const problems: string[] = [];
  const foreign: string[] = [];
  let bytes = 0;

  beforeAll(async () => {
    const question = { values: own, kappa: 0.2, lock: [], caps: {}, forbidden: {} };
    expected = await liveAdviser(start)(question);
    server = await staticServer(built);
    browser = await chromium.launch({
      executablePath: browserPath ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    });
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(server.origin) && !/^(?:data|blob):/.test(request.url())) {
        foreign.push(request.url());
      }
    });
    page.on('response', (response) => {
      if (/german|live/.test(response.url())) void response.body().then((body) => (bytes += body.length));
    });
    await page.goto(`${server.origin}/live`);
    await page.waitForSelector('.live[data-ready=true]');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const exact = (selector: string) => page.locator(selector).first().getAttribute('data-exact').then(Number);
  const settled = (outcome: string) =>
    page.waitForSelector(`.promise[data-outcome="${outcome}"]`, { timeout: 20_000 });

  it('shows the margin that Node computes, and moves it as a control is moved by keys alone', async () => {
    expect(bytes).toBeLessThan(300_000);
    expect(await exact('[data-margin]')).toBe(liveMargin(teacher, start.featureSpace, own));
    await page.focus('#live-duration');
    await page.keyboard.press('ArrowLeft');
    const moved = { ...own, duration: Number(own['duration']) - 1 };
    await expect.poll(() => exact('[data-margin]')).toBe(liveMargin(teacher, start.featureSpace, moved));
    await page.getByRole('button', { name: 'Back to their own values' }).press('Enter');
    await expect.poll(() => exact('[data-margin]')).toBe(liveMargin(teacher, start.featureSpace, own));
  });

  it('promises what Node promises, proved, in words', async () => {
    await page.getByRole('button', { name: 'Ask the model' }).press('Enter');
    await settled(expected.outcome);
    expect(expected.outcome).toBe('optimal');
    expect(Math.abs((await exact('[data-cost]')) - expected.cost)).toBeLessThan(1e-3);
    const words = await page.locator('.promise').innerText();
    for (const { to } of expected.changes.filter(({ from }) => typeof from === 'string')) {
      expect(words).toContain(`“${String(to)}”`);
    }
    expect(words).toContain('Proved');
  });

  it('flips to every width; who keeps the promise is as in Node', async () => {
    for (const bits of liveBits) {
      await page.getByRole('radio', { name: String(bits), exact: true }).check();
      await page.waitForSelector(`table[data-bits="${bits}"]`);
      for (const { method, network } of read<LiveStudents>(`german-${bits}`).students) {
        const margin = liveMargin(restoreNetwork(network), start.featureSpace, expected.values);
        const row = page.locator(`tr[data-method="${method}"]`);
        expect(Number(await row.getAttribute('data-after'))).toBe(margin);
        expect(await row.locator('[data-kept]').innerText()).toBe(margin > 0 ? 'kept' : 'broken');
      }
    }
    expect(await page.locator('tr[data-method=lsq] [data-kept]').count()).toBe(1);
  });

  it('says so where nothing is enough, and where nothing need be done', async () => {
    for (const summary of await page.locator('.rules > summary').all()) await summary.press('Enter');
    for (const box of await page.locator('[data-lock]').all()) await box.check();
    await settled('infeasible');
    expect(await page.locator('.promise').innerText()).toContain(
      'Proved: nothing that is permitted is enough',
    );
    await page.getByRole('button', { name: 'Back to their own values' }).click();
    await settled('optimal');
  });

  it('asks no other host for anything, names every control, and does not scroll sideways', async () => {
    expect(problems).toEqual([]);
    expect(foreign).toEqual([]);
    const nameless =
      await page.evaluate(`[...document.querySelectorAll('.live input, .live select, .live button')]
      .filter((one) => (one.labels?.length ?? 0) === 0 && one.textContent.trim() === '').length`);
    expect(nameless).toBe(0);
    expect(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBe(0);
  });
});
