import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedActions } from './asked-actions.ts';
import { askedLimits } from './asked-limits.ts';
import type { CommandSettings } from './command-settings.ts';
import { readConfigurationFile } from './read-configuration-file.ts';
import { readSecret } from '../store/read-secret.ts';
import { readGivenFile } from './read-given-file.ts';

describe('readGivenFile', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cfq-given-'));
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    writeFileSync(join(folder, 'file'), 'words');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads a file', () => {
    expect(readGivenFile(join(folder, 'file')).toString()).toBe('words');
  });

  it.each(['/dev/zero', tmpdir()])('reads nothing that has no end: %s', (path) => {
    expect(() => readGivenFile(path)).toThrow('expected a file, got ');
  });

  it.each<[string, (path: string) => unknown]>([
    ['a file', readGivenFile],
    ['a policy', (path) => askedActions([path], () => '--actions')],
    ['limits', (path) => askedLimits(path, '--limits')],
    ['a secret', (path) => readSecret('--sign', path, () => undefined)],
    ['a configuration', (path) => readConfigurationFile(path, {} as CommandSettings)],
  ])('waits for no writer of a named pipe that is given as %s', (_, read) => {
    expect(() => read(join(folder, 'pipe.yaml'))).toThrow('got a device or a pipe');
  });
});
