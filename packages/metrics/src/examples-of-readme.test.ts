import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
  language,
  text,
}));
const snippets = blocks.flatMap(({ language, text }, index) => {
  const output = blocks[index + 1];
  return language === 'ts' ? [{ text, output: output?.language === 'text' ? output.text : '' }] : [];
});

async function run(contents: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    const { outputFiles } = await build({
      stdin: { contents, loader: 'ts', resolveDir: directory },
      alias: {
        ...Object.fromEntries(
          ['aggregates', 'recourse', 'multiplicity', 'shift'].map((entry) => [
            `@cfq/metrics/${entry}`,
            fileURLToPath(new URL(`${entry}/index.ts`, import.meta.url)),
          ]),
        ),
        '@cfq/metrics': fileURLToPath(new URL('index.ts', import.meta.url)),
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      write: false,
    });
    writeFileSync(join(directory, 'snippet.mjs'), outputFiles[0]!.text);
    writeFileSync(
      join(directory, 'predictions.json'),
      blocks.find(({ language }) => language === 'json')?.text ?? '',
    );
    return execFileSync(process.execPath, ['snippet.mjs'], { cwd: directory, encoding: 'utf8' });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('README', () => {
  it('has snippets', () => expect(snippets.length).toBeGreaterThanOrEqual(5));

  it.each(snippets)('prints what it says, snippet $#', async ({ text, output }) => {
    expect(await run(text)).toBe(output);
  });
});
