import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';
import { build, defaultClientConditions, preview } from 'vite';

import type { Outcome } from './page.ts';
import type { ProvenPeople } from './prove-people.ts';

/** A Chromium that is installed, if any is. */
export const chromiumPath = [
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  chromium.executablePath(),
].find((path) => existsSync(path));

/** Builds the page with Vite, from source, and opens it in a headless Chromium. */
export async function inChromium(executablePath: string): Promise<ProvenPeople> {
  const outDir = mkdtempSync(join(tmpdir(), 'recourse-browser-'));
  const common = {
    root: import.meta.dirname,
    configFile: false as const,
    logLevel: 'error' as const,
    resolve: { conditions: ['@cfq/source', ...defaultClientConditions] },
  };
  try {
    await build({ ...common, build: { outDir, emptyOutDir: true, minify: false, target: 'es2022' } });
    const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.goto(server.resolvedUrls!.local[0]!);
      const { proven, error } = await page.evaluate(
        () => (globalThis as unknown as { outcome: Promise<Outcome> }).outcome,
      );
      if (proven === undefined) throw new Error(`the page failed: ${error}`);
      return proven;
    } finally {
      await browser.close();
      await server.close();
    }
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
