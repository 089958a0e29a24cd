import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';

/** A file that a page loaded. */
interface LoadedFile {
  /** Path on the site. */
  readonly path: string;
  /** Bytes after gzip, level 9. */
  readonly bytes: number;
}

/** What a page loads before anybody touches it. */
export interface PageWeight {
  /** Bytes after gzip of what the page needs: all files but those that are fetched ahead for other pages. */
  readonly needed: number;
  /** Bytes after gzip of what is fetched ahead, when nothing else is to be done, for pages that are linked to. */
  readonly ahead: number;
  /** The needed files, the largest first. */
  readonly files: readonly LoadedFile[];
}

/**
 * Weighs a page of the built site: opens it in a fresh browser, waits until nothing has been loaded for half a second, and
 * adds up what came.
 *
 * @param ready A selector that is there when the page is complete. Default: none is waited for.
 */
export async function pageWeight(
  browser: Browser,
  address: string,
  { ready, width = 1440 }: { readonly ready?: string; readonly width?: number } = {},
): Promise<PageWeight> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const loaded: Promise<LoadedFile & { readonly isAhead: boolean }>[] = [];
  page.on('response', (response) => {
    // Chromium says of what a page fetches ahead that it is in no hurry.
    const isAhead = response.request().headers()['sec-purpose'] === 'prefetch';
    const path = new URL(response.url()).pathname;
    loaded.push(
      response.body().then(
        (body) => ({ path, bytes: gzipSync(body, { level: 9 }).length, isAhead }),
        () => ({ path, bytes: 0, isAhead }),
      ),
    );
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  if (ready !== undefined) await page.waitForSelector(ready);
  await page.waitForLoadState('networkidle');
  const all = await Promise.all(loaded);
  await context.close();
  const sum = (files: readonly LoadedFile[]) => files.reduce((total, { bytes }) => total + bytes, 0);
  const files = all.filter(({ isAhead }) => !isAhead);
  return {
    needed: sum(files),
    ahead: sum(all.filter(({ isAhead }) => isAhead)),
    files: files.map(({ path, bytes }) => ({ path, bytes })).sort((a, b) => b.bytes - a.bytes),
  };
}
