import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const mostLines = 250;
const mostFiles = 25;

/** Source files that a person writes and reads: no tests, no benchmarks, nothing generated, no template of a generator. */
const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.vue', '*.mjs'], {
  cwd: repository,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && !/\.(test|bench|generated)\.ts$|\/files\//.test(file));

describe('rooms', () => {
  it(`no source file has ${mostLines} lines or more`, () => {
    const long = sources
      .map((file) => ({ file, lines: readFileSync(join(repository, file), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines >= mostLines);
    expect(long).toEqual([]);
  });

  it(`no folder holds more than ${mostFiles} source files of its own, but for catalogues: a file a part`, () => {
    const shelves = new Set(sources.filter((file) => basename(file) === 'catalogue.ts').map(dirname));
    const counts = new Map<string, number>();
    for (const file of sources) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([folder, count]) => count > mostFiles && !shelves.has(folder))).toEqual([]);
  });

  it('every file is named after what it holds', () => {
    expect(sources.filter((file) => /^(utils?|helpers?|misc|common)\.ts$/.test(basename(file)))).toEqual([]);
  });
});
