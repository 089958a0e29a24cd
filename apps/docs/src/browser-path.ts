import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** A Chromium that is installed, if any is. */
export const browserPath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  chromium.executablePath(),
].find((path) => existsSync(path));
