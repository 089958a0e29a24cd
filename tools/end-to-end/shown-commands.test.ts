import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '@cfq/benchmark';
import { keptStream } from './kept-stream.ts';
import { shownCommands, unprintedLine } from './shown-commands.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = ['README.md', 'apps/docs/lenders/before-you-ship.md', 'apps/docs/lenders/not-supported.md'];
/** How each command ends that does not end well. */
const failing = ['audit', 'replay'];

describe('shownCommands', () => {
  it('takes a command with what is printed below it, over line ends and in quotes', () => {
    const markdown =
      '```sh\nnpm start -- list "a b" \\\n  c\n```\n\n```text\none\n…\n```\n\n```sh\nls\n```\n';
    expect(shownCommands(markdown)).toEqual([{ arguments: ['list', 'a b', 'c'], output: ['one', '…'] }]);
  });

  it('finds what is not printed, or not there', () => {
    const printed = 'one\ntwo 2\nthree\nfour';
    const missing = (shown: string[], exact = true) => unprintedLine(shown, printed, exact);
    expect(missing(['one', '…', 'three', 'four'])).toBeUndefined();
    expect(missing(['two…', 'three'])).toBeUndefined();
    expect(missing(['one', 'three'])).toBe('three');
    expect(missing(['three', '…', 'one'])).toBe('one');
    expect(missing(['two 3'])).toBe('two 3');
    expect(missing(['two 3'], false)).toBeUndefined();
  });
});

describe('the commands that documents show on committed files', () => {
  const before = process.cwd();
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cfq-shown-'));
    symlinkSync(join(root, 'examples'), join(folder, 'examples'));
    process.chdir(folder);
  });
  afterAll(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });

  const shown = documents.flatMap((file) =>
    shownCommands(readFileSync(join(root, file), 'utf8')).map((command) => ({ file, ...command })),
  );
  // A command that stands in several documents is run once.
  const lines = [...new Set(shown.map(({ arguments: words }) => words.join(' ')))];

  it.each(lines)(
    'cfq %s',
    async (line) => {
      const places = shown.filter(({ arguments: words }) => words.join(' ') === line);
      const words = places[0]!.arguments;
      const [stdout, stderr] = [keptStream(), keptStream()];
      const code = await main([...words], { stdout: stdout.stream, stderr: stderr.stream });
      expect(code, stderr.text()).toBe(failing.includes(words[0]!) ? 1 : 0);
      for (const { file, output } of places) {
        // What a processor multiplies otherwise moves the last digits, so that numbers are not compared.
        expect(unprintedLine(output, stdout.text(), false), `${file}:\n${stdout.text()}`).toBeUndefined();
      }
    },
    120_000,
  );

  it('are the four of the README', () => {
    const commands = shown.filter(({ file }) => file === 'README.md').map(({ arguments: [name] }) => name);
    expect(commands).toEqual(['audit', 'quantize', 'advise', 'replay']);
  });
});
