import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sampleTerminal } from '../../testing/sample-terminal.ts';
import { verifyDatasets } from './verify.ts';

it('does not call a file equal that could not be read as the set, an empty one or part of one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cfq-verify-'));
  try {
    for (const text of ['', 'A11 6 A34 A43 1169\n']) {
      writeFileSync(join(folder, 'german.data'), text);
      const terminal = sampleTerminal();
      expect(await verifyDatasets(['german'], { dataDir: folder }, terminal)).toBe(1);
      expect(terminal.written()).toMatch(
        /german: 1000 embedded rows, not compared with the files: german\.parse: /,
      );
      expect(terminal.written()).not.toContain('equal');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
