import { expect, it } from 'vitest';

import { chromiumPath, inChromium } from './testing/browser-proof/in-chromium.ts';
import { provePeople } from './testing/browser-proof/prove-people.ts';

if (chromiumPath === undefined) process.stderr.write('SKIPPED: exact in a browser; no Chromium was found\n');

it.skipIf(chromiumPath === undefined)(
  'in a browser, as Vite builds it, exact proves what it proves in Node, of everybody',
  async () => {
    const inNode = await provePeople();
    const inBrowser = await inChromium(chromiumPath!);
    expect(inBrowser.outcome).toEqual(inNode.outcome);
    expect(new Set(inNode.outcome)).toEqual(new Set(['optimal', 'infeasible']));
    inNode.cost.forEach((cost, row) => {
      expect(Math.abs(inBrowser.cost[row]! - cost)).toBeLessThan(6e-4 * Math.max(1, cost));
    });
    process.stdout.write(
      `exact: ${inBrowser.each.toFixed(1)} ms a person in Chromium, ${inNode.each.toFixed(1)} ms in Node\n`,
    );
  },
  300_000,
);
