import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDraft } from './file-draft.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-draft-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('takes the place of a file when it is kept, and not before', () => {
  const path = join(folder, 'file');
  writeFileSync(path, 'old');
  const draft = openDraft(path, 0o600);
  writeFileSync(draft.handle, 'new, in ');
  writeFileSync(draft.handle, 'parts');
  expect(readFileSync(path, 'utf8')).toBe('old');
  draft.keep();
  draft.discard();
  expect(readFileSync(path, 'utf8')).toBe('new, in parts');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['file']);
});

it('leaves nothing where it is discarded, twice even, or cannot be put in its place', () => {
  const draft = openDraft(join(folder, 'file'));
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.file\..*\.tmp$/)]);
  draft.discard();
  draft.discard();
  expect(readdirSync(folder)).toEqual([]);
  expect(() => writeFileAtomically(folder, 'a folder is in the way')).toThrow(/rename/);
  expect(readdirSync(join(folder, '..')).filter((name) => name.includes(folder.slice(-6)))).toHaveLength(1);
});
