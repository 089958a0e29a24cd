// Runs Lighthouse over pages of the built site, on the phone it emulates and on a desktop, and prints a table in Markdown.
// Lighthouse is no dependency: npx fetches this version of it.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { browserPath } from '../browser-path.ts';
import { staticServer } from '../static-server.ts';

const lighthouse = 'lighthouse@12.8.2';
const usual = ['/', '/live', '/reports/main', '/methods/ptq', '/reference/metrics'];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

interface Outcome {
  readonly categories: Readonly<
    Record<
      string,
      {
        readonly score: number | null;
        readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
      }
    >
  >;
  readonly audits: Readonly<
    Record<string, { readonly score: number | null; readonly title: string; readonly displayValue?: string }>
  >;
}

if (browserPath === undefined) {
  process.stderr.write('lighthouse: a Chromium is installed (expected one, got none). Install it.\n');
  process.exit(2);
}
const paths = process.argv.length > 2 ? process.argv.slice(2) : usual;
const server = await staticServer(fileURLToPath(new URL('../../.vitepress/dist/', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'cfq-lighthouse-'));
process.stdout.write(
  `| page | seen on | ${categories.join(' | ')} | below 1 |\n| :-- | :-- | --: | --: | --: | --: | :-- |\n`,
);
for (const path of paths) {
  for (const device of ['mobile', 'desktop']) {
    const file = join(folder, 'result.json');
    await promisify(execFile)(
      'npx',
      [
        ...[
          '--yes',
          lighthouse,
          `${server.origin}${path}`,
          '--quiet',
          '--output=json',
          `--output-path=${file}`,
        ],
        ...(device === 'desktop' ? ['--preset=desktop'] : []),
        `--only-categories=${categories.join(',')}`,
        '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
      ],
      { env: { ...process.env, CHROME_PATH: browserPath } },
    );
    const { categories: found, audits } = JSON.parse(readFileSync(file, 'utf8')) as Outcome;
    const below = categories.flatMap((category) =>
      found[category]!.auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9).map(
        ({ id }) => `${id} ${audits[id]!.displayValue ?? ''}`.trim(),
      ),
    );
    const scores = categories.map((category) => String(Math.round(100 * (found[category]!.score ?? NaN))));
    process.stdout.write(`| ${path} | ${device} | ${scores.join(' | ')} | ${below.join('; ')} |\n`);
  }
}
rmSync(folder, { recursive: true });
await server.close();
