import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

import type { Outcome } from './page.ts';
import type { StepTime } from './step-time.ts';

/** A Chromium that is installed, if any is. */
export const chromiumPath = [
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  chromium.executablePath(),
].find((path) => existsSync(path));

/** What `vite build` made of the page, and what the page measured. */
export interface InChromium {
  readonly time: StepTime;
  /** The `.wasm` files beside the bundle. */
  readonly wasm: readonly string[];
}

/** Builds the page with Vite as it comes, and opens it in a headless Chromium. */
export async function inChromium(executablePath: string, calls: number): Promise<InChromium> {
  const outDir = mkdtempSync(join(tmpdir(), 'jit-browser-'));
  const common = { root: import.meta.dirname, configFile: false, logLevel: 'error' } as const;
  try {
    await build({ ...common, build: { outDir, emptyOutDir: true, minify: false, target: 'es2022' } });
    const wasm = readdirSync(join(outDir, 'assets')).filter((name) => name.endsWith('.wasm'));
    const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.goto(`${server.resolvedUrls!.local[0]!}?calls=${calls}`);
      const { time, error } = await page.evaluate(
        () => (globalThis as unknown as { outcome: Promise<Outcome> }).outcome,
      );
      if (time === undefined) throw new Error(`the page failed: ${error}`);
      return { time, wasm };
    } finally {
      await browser.close();
      await server.close();
    }
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
