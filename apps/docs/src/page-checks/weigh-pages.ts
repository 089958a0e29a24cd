// Prints what pages of the built site load before anybody touches them, in kB after gzip.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { browserPath } from '../browser-path.ts';
import { pageWeight } from './page-weight.ts';
import { staticServer } from '../static-server.ts';

const usual = ['/', '/live', '/results', '/what-breaks', '/metrics/', '/methods'];

if (browserPath === undefined) {
  process.stderr.write('weigh-pages: a Chromium is installed (expected one, got none). Install it.\n');
  process.exit(2);
}
const paths = process.argv.length > 2 ? process.argv.slice(2) : usual;
const server = await staticServer(fileURLToPath(new URL('../../.vitepress/dist/', import.meta.url)));
const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(6);
for (const path of paths) {
  const { needed, ahead, files } = await pageWeight(browser, `${server.origin}${path}`, {
    ...(path === '/live' && { ready: '.live[data-ready=true]' }),
  });
  process.stdout.write(`${kilobytes(needed)} kB ${path}, and${kilobytes(ahead)} kB ahead for other pages\n`);
  for (const { path: file, bytes } of files.slice(0, 8)) {
    process.stdout.write(`       ${kilobytes(bytes)} kB ${file}\n`);
  }
}
await browser.close();
await server.close();
