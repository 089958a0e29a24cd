import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseRecord, readVerifyingKey, verifyRecord } from '@cfq/advice';
import { main } from '@cfq/benchmark';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath } from '../browser-path.ts';
import { pageWeight } from '../page-checks/page-weight.ts';
import { seriousFindings } from '../page-checks/serious-findings.ts';
import { smallType } from '../page-checks/small-type.ts';
import { staticServer, type StaticServer } from '../static-server.ts';
import { liveAdviser, type LiveAnswer } from './live-advice.ts';
import { liveCounts, liveFates } from './live-everybody.ts';
import { liveCertificates } from './live-certificates.ts';
import { liveBits, type LiveStart, type LiveStudents } from './live-data.ts';
import { liveFile, sha256Of } from './live-file.ts';
import { liveMargin } from './live-model.ts';
import { ownScene } from './live-own.ts';
import { ownNames } from './own-names.ts';
import { restoreNetwork, type StoredNetwork } from './stored-network.ts';

const built = fileURLToPath(new URL('../../.vitepress/dist/', import.meta.url));
const isBuilt = existsSync(`${built}live.html`);
if (!isBuilt || browserPath === undefined) {
  process.stderr.write('SKIPPED: the live page in a browser; it needs the built site and a Chromium\n');
}

const read = <Content>(name: string): Content =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`../../data/live/${name}.json`, import.meta.url)), 'utf8'),
  ) as Content;

const example = (path: string) => ({
  name: path.split('/').at(-1)!,
  bytes: new Uint8Array(
    readFileSync(new URL(`../../../../examples/foreign-models/${path}`, import.meta.url)),
  ),
});
const applicants = example('applicants.csv');
/** The example's model with its first 24 people, so that asking for everybody takes no longer than asking for one. */
const ownFiles = {
  model: example('scikit-learn/pipeline-mlp.onnx'),
  csv: {
    name: 'people.csv',
    bytes: new TextEncoder().encode(
      new TextDecoder().decode(applicants.bytes).split('\n').slice(0, 25).join('\n'),
    ),
  },
  schema: example('applicants.yaml'),
};

/** What the page gives away to try it with. */
const samples = [
  ...[ownFiles.model, applicants, ownFiles.schema],
  example('onnxruntime/pipeline-mlp-static-int4.onnx'),
];

describe.skipIf(!isBuilt || browserPath === undefined)('the live page', () => {
  const start = read<LiveStart>('german');
  const teacher = restoreNetwork(read<StoredNetwork>('german-teacher'));
  const own = start.people[21]!;
  let server: StaticServer;
  let browser: Browser;
  let page: Page;
  let expected: LiveAnswer;
  const problems: string[] = [];
  const foreign: string[] = [];
  const wasm: string[] = [];

  beforeAll(async () => {
    const rules = { kappa: 0.2, lock: [], bounds: {}, forbidden: {}, efforts: {} };
    expected = await liveAdviser(start, teacher, 60_000)({ ...rules, values: own, ways: 1 });
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
      if (response.url().endsWith('.wasm')) wasm.push(response.url());
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

  it('weighs no more than 150 kB before anybody touches it', async () => {
    const { needed, files } = await pageWeight(browser, `${server.origin}/live`, {
      ready: '.live[data-ready=true]',
    });
    expect(needed, JSON.stringify(files)).toBeLessThanOrEqual(150_000);
    expect(files.length).toBeGreaterThan(5);
  });

  it('shows the margin that Node computes, and moves it as a control is moved by keys alone', async () => {
    expect(await exact('[data-margin]')).toBe(liveMargin(teacher, start.featureSpace, own));
    await page.focus('#live-duration');
    await page.keyboard.press('ArrowLeft');
    const moved = { ...own, duration: Number(own['duration']) - 1 };
    await expect.poll(() => exact('[data-margin]')).toBe(liveMargin(teacher, start.featureSpace, moved));
    await page.getByRole('button', { name: 'Back to their own values' }).press('Enter');
    await expect.poll(() => exact('[data-margin]')).toBe(liveMargin(teacher, start.featureSpace, own));
  });

  it('promises what Node promises, proved, in words, and keys go on there', async () => {
    expect(await page.getByRole('button', { name: 'Ask the model' }).count()).toBe(1);
    await page.getByRole('button', { name: 'What would be enough?' }).press('Enter');
    await settled(expected.outcome);
    expect(await page.evaluate("document.activeElement.className.includes('promise')")).toBe(true);
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
      await page.waitForSelector(`[data-bits="${bits}"]`);
      for (const { method, network } of read<LiveStudents>(`german-${bits}`).students) {
        const margin = liveMargin(restoreNetwork(network), start.featureSpace, expected.values);
        const row = page.locator(`tr[data-method="${method}"]`);
        expect(Number(await row.getAttribute('data-after'))).toBe(margin);
        expect(await row.locator('[data-kept]').innerText()).toBe(margin > 0 ? 'kept' : 'broken');
      }
    }
    expect(await page.locator('tr[data-method=lsq] [data-kept]').count()).toBe(1);
  });

  it('has the files themselves decide in ONNX Runtime, loaded only then', async () => {
    expect(wasm).toEqual([]);
    await page.getByRole('button', { name: 'Have the files decide in ONNX Runtime' }).press('Enter');
    await expect
      .poll(() => page.locator('[data-runtime-says]').innerText(), { timeout: 60_000 })
      .toMatch(/8 of 8 decisions are the same/);
    expect(wasm).toHaveLength(1);
  });

  it('proves it at every width as Node does', async () => {
    await page.getByRole('button', { name: 'Prove it for every size' }).press('Enter');
    await page.waitForSelector('[data-proven]', { timeout: 60_000 });
    for (const bits of [4, 2]) {
      const { students } = read<LiveStudents>(`german-${bits}`);
      const radii = liveCertificates(
        start.featureSpace,
        { teacher, students: students.map(({ network }) => restoreNetwork(network)) },
        expected.values,
      );
      for (const [place, { method }] of students.entries()) {
        const shown = page.locator(`[data-student="${method} ${bits}"]`);
        expect(await shown.getAttribute('data-radius')).toBe(String(radii[place] ?? 'none'));
      }
    }
  });

  it('tells other ways, and what is dearer where a change is hard', async () => {
    await page.getByRole('button', { name: 'Show other ways' }).press('Enter');
    await page.waitForSelector('[data-other]', { timeout: 60_000 });
    const others = await page.locator('[data-other]').all();
    for (const one of others) {
      expect(Number(await one.getAttribute('data-other'))).toBeGreaterThanOrEqual(expected.cost - 1e-3);
    }
    const { feature } = expected.changes[0]!;
    await page.locator(`.rules[data-fold="${feature}"] > summary`).click();
    await page.selectOption(`[data-effort="${feature}"]`, '5');
    await expect.poll(() => exact('[data-cost]'), { timeout: 20_000 }).toBeGreaterThan(expected.cost + 1e-3);
    await page.selectOption(`[data-effort="${feature}"]`, '1');
    await expect.poll(() => exact('[data-cost]'), { timeout: 20_000 }).toBeLessThan(expected.cost + 1e-3);
  });

  it('draws both boundaries along the features that are picked', async () => {
    await page.selectOption('[data-along]', 'duration');
    await page.selectOption('[data-above]', 'credit-amount');
    await page.waitForSelector('[data-picture="duration credit-amount"]');
    for (const line of ['[data-teacher]', '[data-student-line]']) {
      expect(await page.locator(line).getAttribute('d')).toMatch(/^M/);
    }
  });

  it('writes a receipt, signed, of the file that Node makes, with the students that are proven to keep it', async () => {
    await page.getByRole('button', { name: 'Write the receipt' }).press('Enter');
    await page.waitForSelector('[data-receipt]', { state: 'attached', timeout: 60_000 });
    const record = parseRecord((await page.locator('[data-receipt]').textContent())!);
    const { sha256 } = await liveFile('german.onnx', teacher, start.featureSpace);
    expect(record.model).toEqual({ name: 'german.onnx', sha256 });
    expect(record.action.map(({ feature }) => feature)).toEqual(
      expected.changes.map(({ feature }) => feature),
    );
    expect(record.certified!.length).toBeGreaterThan(0);
    const key = await page.evaluate(`fetch(document.querySelector('a[download="page.pub.pem"]').href)
      .then((answer) => answer.text())`);
    expect(await verifyRecord(record, await readVerifyingKey(String(key)))).toBe('valid');
    const folder = mkdtempSync(join(tmpdir(), 'cfq-page-receipt-'));
    const names = ['receipt.jsonl', 'page.pub.pem', 'german.onnx'];
    for (const name of names) {
      const bytes = await page.evaluate<number[]>(`fetch(document.querySelector('a[download="${name}"]').href)
        .then(async (answer) => [...new Uint8Array(await answer.arrayBuffer())])`);
      writeFileSync(join(folder, name), Uint8Array.from(bytes));
    }
    const [records, publicKey, model] = names.map((name) => join(folder, name));
    const quiet = { stdout: new PassThrough().resume(), stderr: new PassThrough().resume() };
    const words = ['replay', records!, '--model', model!, '--public-key', publicKey!];
    expect(await main(words, quiet)).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('keeps nobody out: axe finds nothing serious with everything on the page', async () => {
    expect([...(await seriousFindings(page)), ...(await smallType(page))]).toEqual([]);
  }, 60_000);

  it('prints what it shows, without the controls of the site around it', async () => {
    await page.emulateMedia({ media: 'print' });
    const [nav, promise] = await Promise.all(
      ['.VPNav', '.promise'].map((one) => page.locator(one).isVisible()),
    );
    const findings = await seriousFindings(page);
    await page.emulateMedia({ media: 'screen' });
    expect({ nav, promise, findings }).toEqual({ nav: false, promise: true, findings: [] });
  });

  it('says so where nothing is enough, and where nothing need be done', async () => {
    const closed = page.locator('.rules:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().press('Enter');
    for (const box of await page.locator('[data-lock]').all()) await box.check();
    await settled('infeasible');
    expect(await page.locator('.promise').innerText()).toContain(
      'Proved: nothing that is permitted is enough',
    );
    expect(await page.getByText('No promise was made, so there is none to compare.').count()).toBe(1);
    await page.getByRole('button', { name: 'Clear the limits' }).click();
    await settled('optimal');
  });

  it('takes bounds in raw units, refuses what is none, and says which limits went with another person', async () => {
    const bound = (side: 0 | 1) => page.locator(`[data-bound="duration ${side}"]`);
    await bound(0).fill('18');
    await bound(0).press('Enter');
    await expect
      .poll(() => page.locator('.rules[data-fold=duration] > summary').innerText())
      .toContain('not below 18 months');
    await bound(1).fill('12');
    await bound(1).press('Enter');
    expect(await page.locator('.rules[data-fold=duration] [role=alert]').innerText()).toContain(
      '12 is not used: nothing is at least 18 and at most 12',
    );
    await page.selectOption('[data-person]', '5');
    await page.getByText('The limits that you set for person 22 were cleared.').waitFor();
    await page.getByRole('button', { name: 'Set them here too' }).press('Enter');
    await expect.poll(() => bound(0).inputValue()).toBe('18');
    await page.getByRole('button', { name: 'Clear the limits' }).press('Enter');
    await page.selectOption('[data-person]', '21');
    await settled('optimal');
  });

  it('writes a letter that says what to do, and what every size of the model answers', async () => {
    await page.getByRole('button', { name: 'Write a letter to the person' }).press('Enter');
    const letter = await page.locator('[data-letter]').innerText();
    for (const { to } of expected.changes) {
      expect(letter).toContain(typeof to === 'number' ? to.toLocaleString('en') : String(to));
    }
    for (const bits of liveBits) {
      const refusing = read<LiveStudents>(`german-${bits}`).students.filter(
        ({ network }) => liveMargin(restoreNetwork(network), start.featureSpace, expected.values) <= 0,
      );
      const line = letter.split('\n').find((one) => one.startsWith(`${bits} bits:`))!;
      for (const { method } of refusing) expect(line).toMatch(new RegExp(`no.*${method}`));
      if (refusing.length === 0) expect(line).toContain('yes, every one');
    }
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("document.documentElement.classList.add('letter-only')");
    expect(await page.locator('[data-letter]').isVisible()).toBe(true);
    expect(await page.locator('.promise').isVisible()).toBe(false);
    await page.evaluate("document.documentElement.classList.remove('letter-only')");
    await page.emulateMedia({ media: 'screen' });
  });

  it('goes on with another way that is taken', async () => {
    await page.getByRole('button', { name: 'Show other ways' }).press('Enter');
    await page.waitForSelector('[data-pick]', { timeout: 60_000 });
    const cost = Number(await page.locator('[data-other]').first().getAttribute('data-other'));
    await page.locator('[data-pick]').first().press('Enter');
    await expect.poll(() => exact('[data-cost]')).toBe(cost);
    expect(await page.locator('.promise').innerText()).toContain('The way that you picked');
    await page.fill('[data-typed=duration]', '33');
    await page.press('[data-typed=duration]', 'Enter');
    await page.getByText('changed by you').waitFor();
    await page.reload();
    await page.waitForSelector('.live[data-ready=true]');
    await expect.poll(() => page.locator('[data-edited]').count()).toBe(1);
    expect(await page.locator('[data-person]').inputValue()).toBe('21');
    await page.getByRole('button', { name: 'Back to their own values' }).press('Enter');
    await expect.poll(() => page.locator('[data-edited]').count()).toBe(0);
  });

  it('opens a model and people of one’s own, and asks for everybody of them', async () => {
    const { model, csv, schema } = ownFiles;
    const scene = await ownScene(ownFiles);
    await page.selectOption('[data-set]', 'own');
    const dropped = await page.evaluateHandle<DataTransfer>(
      `(${String((files: readonly (readonly [string, string])[]) => {
        const transfer = new DataTransfer();
        for (const [name, content] of files) {
          const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
          transfer.items.add(new File([bytes], name));
        }
        return transfer;
      })})(${JSON.stringify(
        [model, csv, schema].map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')]),
      )})`,
    );
    await page.dispatchEvent('[data-drop]', 'drop', { dataTransfer: dropped });
    await page.getByRole('button', { name: 'Open them' }).press('Enter');
    await page.waitForSelector('[data-inferred]', { timeout: 60_000 });
    expect(await exact('[data-margin]')).toBe(scene.start.margins[0]);
    await page.getByRole('button', { name: 'Ask the model' }).press('Enter');
    await settled('optimal');
    await page.getByRole('button', { name: 'Ask for everybody' }).press('Enter');
    await page.waitForSelector('[data-outcomes]', { timeout: 60_000 });
    const denied = page.locator('[data-outcomes] tbody td').first();
    expect(await denied.innerText()).toBe(String(scene.start.people.length));
    const answers = [];
    const advise = liveAdviser(scene.start, restoreNetwork(scene.teacher), 60_000);
    const rules = { kappa: 0.2, lock: [], bounds: {}, forbidden: {}, efforts: {} };
    for (const values of scene.start.people) answers.push(await advise({ ...rules, values, ways: 1 }));
    const { students } = scene.students.find(({ bits }) => bits === 4)!;
    const fates = liveFates(restoreNetwork(students[0]!.network), scene.start.featureSpace, {
      ...{ people: scene.start.people, answers },
    });
    const [counts] = liveCounts(
      fates,
      fates.map(() => 'everybody'),
    );
    const everybody = `${ownNames.rounded} everybody`;
    expect(await page.locator(`[data-broken="${everybody}"]`).innerText()).toBe(String(counts!.broken));
    expect(await page.locator(`[data-granted="${everybody}"]`).innerText()).toBe(String(counts!.granted));
    await page.selectOption('[data-grouping]', 'housing');
    expect(await page.locator('[data-outcomes] tbody tr').count()).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Write the receipt' }).press('Enter');
    await page.waitForSelector('[data-receipt]', { state: 'attached', timeout: 60_000 });
    expect(await page.locator('pre', { hasText: 'npm start -- replay' }).innerText()).toContain(
      '--model pipeline-mlp.onnx --data people.csv --schema applicants.yaml',
    );
    expect(await seriousFindings(page)).toEqual([]);
  }, 150_000);

  it('takes down what it showed where other files cannot be opened, and says why in a sentence', async () => {
    expect(await page.locator('[data-margin]').count()).toBeGreaterThan(0);
    const spoilt = new TextDecoder().decode(ownFiles.csv.bytes).replace(/^\d+/m, 'much');
    await page.setInputFiles('[data-file=csv]', {
      ...{ name: 'spoilt.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(spoilt),
    });
    await page.getByRole('button', { name: 'Open them' }).press('Enter');
    await page.waitForSelector('.live [role=alert]', { timeout: 60_000 });
    expect(await page.locator('.live [role=alert]').innerText()).toBe(
      'spoilt.csv line 2: column "income" is "much", expected a whole number. Correct the file.',
    );
    expect(await page.locator('[data-margin]').count()).toBe(0);
    expect(await page.locator('[data-inferred]').count()).toBe(0);
    expect(await page.locator('.live section').count()).toBe(0);
  });

  it('names the files that are missing, and gives some away, the smaller one on the receipt as it is', async () => {
    await page.selectOption('[data-set]', 'german');
    await page.waitForSelector('.live[data-ready=true]');
    await page.selectOption('[data-set]', 'own');
    expect(await page.locator('[data-open]').isDisabled()).toBe(true);
    expect(await page.locator('[data-missing]').innerText()).toBe(
      'Choose a model, a table of people and a schema first.',
    );
    const links = await page
      .locator('.samples a')
      .evaluateAll((all) => all.map((one) => [one.getAttribute('download'), one.getAttribute('href')]));
    for (const [name, address] of links) {
      const given = await page.evaluate<number[]>(`fetch(${JSON.stringify(address)})
        .then(async (answer) => [...new Uint8Array(await answer.arrayBuffer())])`);
      expect(Uint8Array.from(given)).toEqual(samples.find((one) => one.name === name)?.bytes);
    }
    expect(links).toHaveLength(samples.length);
    await page.getByRole('button', { name: 'Take these' }).press('Enter');
    await expect.poll(() => page.locator('[data-open]').isEnabled()).toBe(true);
    await page.getByRole('button', { name: 'Open them' }).press('Enter');
    await page.waitForSelector('[data-inferred]', { timeout: 60_000 });
    expect(await page.locator('[data-warnings]').count()).toBe(0);
    await page.getByRole('button', { name: 'Ask the model' }).press('Enter');
    await settled('optimal');
    await page.getByRole('radio', { name: '2', exact: true }).check();
    await page.waitForSelector('[data-bits="2"]');
    const shown = await page
      .locator('tr[data-method]')
      .evaluateAll((all) => all.map((one) => one.dataset['method']));
    expect(shown).toEqual(Object.values(ownNames));
    await page.getByRole('button', { name: 'Write the receipt' }).press('Enter');
    await page.waitForSelector('[data-receipt]', { state: 'attached', timeout: 60_000 });
    const { certified } = parseRecord((await page.locator('[data-receipt]').textContent())!);
    const smaller = samples.at(-1)!;
    const sha256 = await sha256Of(smaller.bytes);
    expect(certified!.filter(({ name }) => name === smaller.name)).toMatchObject([{ sha256 }]);
    expect(await seriousFindings(page)).toEqual([]);
  }, 150_000);

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
