// Prints what somebody waits for on the live page of the built site: on a slow phone network for the page and the first answer,
// and for plans. Each is the median of several fresh browsers. Whatever hangs is named, and ends it.
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserPath } from '../browser-path.ts';
import { pageWeight } from './page-weight.ts';
import { staticServer } from '../static-server.ts';

/** What Chromium's developer tools call slow 4G. */
const slow4g = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const ready = '.live[data-ready=true]';
/** Milliseconds that one wait may take, and minutes for everything. */
const patience = 30_000;
const minutes = 10;

if (browserPath === undefined) {
  process.stderr.write('time-live-page: a Chromium is installed (expected one, got none). Install it.\n');
  process.exit(2);
}
const times = Number(process.argv[2] ?? 5);
const server = await staticServer(fileURLToPath(new URL('../../.vitepress/dist/', import.meta.url)));
const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
setTimeout(() => {
  process.stderr.write(`time-live-page: expected to be done within ${minutes} min, was not. Ended.\n`);
  process.exit(1);
}, minutes * 60_000).unref();

/** Does something in the page and waits until a condition, looked at in every frame, holds: milliseconds. */
const elapsed = (page: Page, act: string, until: string): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve, reject) => {
    const began = performance.now();
    ${act};
    const look = () => {
      const waited = performance.now() - began;
      if (${until}) resolve(waited);
      else if (waited > ${patience}) reject(new Error(${JSON.stringify(`${patience} ms passed without: ${until}`)}));
      else requestAnimationFrame(look);
    };
    look();
  })`);

async function fresh<Measured>(
  browser: Browser,
  measure: (page: Page) => Promise<Measured>,
): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(patience);
  const measured = await measure(await context.newPage());
  await context.close();
  return measured;
}

// While the model is on its way no margin is there.
const exact = `(document.querySelector('[data-margin]')?.dataset.exact ?? 'NaN')`;
const outcome = `/optimal|gap|infeasible|timed out/.test(document.querySelector('.promise')?.dataset.outcome ?? '')`;
const askedAgain = `(isAsked ||= document.querySelector('.promise').dataset.outcome === 'waiting') && ${outcome}`;

/** Milliseconds on a slow network until there is something to read, until it can be touched, and until it answers. */
async function onSlow4g(page: Page): Promise<Record<string, number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow4g);
  await page.goto(`${server.origin}/live`, { waitUntil: 'load' });
  const alive = await elapsed(page, '', `document.querySelector('${ready}')`);
  const [painted, loaded] = await page.evaluate<[number, number]>(
    `[performance.getEntriesByName('first-contentful-paint')[0].startTime,
      performance.timing.loadEventEnd - performance.timing.navigationStart]`,
  );
  const moved = await elapsed(
    page,
    `const before = ${exact}; const slider = document.querySelector('#live-duration'); slider.focus();
     slider.value = Number(slider.value) - 1; slider.dispatchEvent(new Event('input', { bubbles: true }))`,
    `${exact} !== before && ${exact} !== 'NaN'`,
  );
  return {
    'slow 4G: until the first person and their decision are read': painted,
    'slow 4G: until the page is loaded': loaded,
    'slow 4G: from then until it can be touched': alive,
    'slow 4G: from the first touch until the decision moves': moved,
  };
}

/** Milliseconds until a plan is there. */
async function plans(page: Page): Promise<Record<string, number>> {
  await page.goto(`${server.origin}/live`, { waitUntil: 'networkidle' });
  await page.waitForSelector(ready);
  await page.focus('#live-duration');
  await page.waitForTimeout(3000);
  const first = await elapsed(page, `document.querySelector('[data-ask]').click()`, outcome);
  const again = await elapsed(
    page,
    `const slider = document.querySelector('.slider input'); slider.value = 0.5;
     slider.dispatchEvent(new Event('input', { bubbles: true })); let isAsked = false`,
    askedAgain,
  );
  return {
    'first plan, 3 s after the first touch': first,
    'next plan, with the 120 ms in which a slider comes to rest': again,
  };
}

async function planAtOnce(page: Page): Promise<Record<string, number>> {
  await page.goto(`${server.origin}/live`, { waitUntil: 'networkidle' });
  await page.waitForSelector(ready);
  return {
    'first plan, asked for by the first touch': await elapsed(
      page,
      `document.querySelector('[data-ask]').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
       document.querySelector('[data-ask]').click()`,
      outcome,
    ),
  };
}

/** Milliseconds of a plan for each person who is shown, without the time in which a slider comes to rest. */
async function everybody(page: Page): Promise<number[]> {
  const rest = 120;
  await page.goto(`${server.origin}/live`, { waitUntil: 'networkidle' });
  await page.waitForSelector(ready);
  await elapsed(page, `document.querySelector('[data-ask]').click()`, outcome);
  const people = await page.locator('[data-person] option').count();
  const waited: number[] = [];
  for (let person = 0; person < people; person += 1) {
    const act = `const chosen = document.querySelector('[data-person]'); chosen.value = '${person}';
      chosen.dispatchEvent(new Event('change', { bubbles: true })); let isAsked = false`;
    waited.push((await elapsed(page, act, askedAgain)) - rest);
  }
  return waited.sort((a, b) => a - b);
}

const { needed } = await pageWeight(browser, `${server.origin}/live`, { ready });
process.stdout.write(`${(needed / 1000).toFixed(1)} kB before anybody touches it\n`);
for (const measure of [onSlow4g, plans, planAtOnce]) {
  const measured: Record<string, number>[] = [];
  for (let time = 0; time < times; time += 1) measured.push(await fresh(browser, measure));
  for (const name of Object.keys(measured[0]!)) {
    const sorted = measured.map((one) => one[name]!).sort((a, b) => a - b);
    const [least, median, most] = [sorted[0]!, sorted[Math.floor(times / 2)]!, sorted.at(-1)!].map(
      Math.round,
    );
    process.stdout.write(`${name}: ${median} ms (${least} to ${most}, ${times} fresh pages)\n`);
  }
}
const waited = await fresh(browser, everybody);
const quantile = (share: number): number => Math.round(waited[Math.ceil(share * waited.length) - 1]!);
process.stdout.write(
  `a plan for each of ${waited.length} people: p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms\n`,
);
await browser.close();
await server.close();
