import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { markdownFences } from './markdown-fences.ts';
import { repositoryDocuments } from './repository-documents.ts';
import { snippetPrograms } from './snippet-programs.ts';

const python = process.env['CFQ_PYTHON'] ?? 'python3';
const command = fileURLToPath(new URL('../../benchmark/src/cli.ts', import.meta.url));

/** Whether Python is there, and has the modules of a list. */
const hasModules = (modules: readonly string[]): boolean =>
  spawnSync(python, ['-c', modules.map((name) => `import ${name}`).join('\n')]).status === 0;

const hasPython = hasModules([]);
if (!hasPython)
  process.stderr.write('SKIPPED: the Python snippets of the documents, python3 is not installed\n');
const needed = ['numpy', 'pandas', 'pyarrow'];
const hasFrames = hasModules(needed);
if (hasPython && !hasFrames)
  process.stderr.write(
    `SKIPPED: the Python snippets with data frames, ${python} lacks one of ${needed.join(', ')} (CFQ_PYTHON names another)\n`,
  );

const documents = await repositoryDocuments();
const snippets = documents.flatMap(({ file, markdown }) => {
  const fences = markdownFences(markdown);
  return fences.flatMap(({ language, code, line }, at) => {
    if (language !== 'python') return [];
    const next = fences[at + 1];
    const printed = next?.language === 'text' ? next.code : undefined;
    return [
      {
        name: `${file}:${line}`,
        file,
        markdown,
        code,
        printed,
        withFrames: /^import (numpy|pandas)/m.test(code),
      },
    ];
  });
});

/** Writes the files that a snippet opens: as the document shows them, or as the command makes them of those. */
async function writeInputs(
  folder: string,
  { file, markdown, code }: (typeof snippets)[number],
): Promise<void> {
  const shown = snippetPrograms(file, markdown)[0]?.files ?? {};
  for (const [, name = ''] of code.matchAll(/(?:open|read_parquet)\("([\w.]+)"\)/g)) {
    const json = name.replace(/\.parquet$/, '.json');
    await writeFile(join(folder, json), shown[json] ?? '');
    if (json === name) continue;
    const words = ['--conditions=@cfq/source', '--import', 'tsx', command, 'measure', join(folder, json)];
    const made = spawnSync(process.execPath, [...words, '--record', join(folder, name)], {
      cwd: dirname(command),
      encoding: 'utf8',
    });
    expect(made.status, made.stderr).toBe(0);
  }
}

describe.skipIf(!hasPython)('the Python that the documents show', () => {
  for (const snippet of snippets) {
    const { name, file, markdown, code, printed, withFrames } = snippet;
    it.skipIf(withFrames && !hasFrames)(
      `${name} runs, prints what is shown and writes the file that is shown`,
      async () => {
        const folder = await mkdtemp(join(tmpdir(), 'cfq-docs-'));
        try {
          await writeFile(join(folder, 'snippet.py'), code);
          await writeInputs(folder, snippet);
          const { status, stdout, stderr } = spawnSync(python, ['snippet.py'], {
            cwd: folder,
            encoding: 'utf8',
          });
          expect(stderr).toBe('');
          expect(status).toBe(0);
          if (printed !== undefined) expect(stdout.trimEnd()).toBe(printed.trimEnd());
          const written = /open\("([\w.]+\.(?:json|csv))", "w"/.exec(code)?.[1];
          if (written === undefined) return;
          const text = await readFile(join(folder, written), 'utf8');
          if (written.endsWith('.csv')) {
            const shown = markdownFences(markdown).find(({ language }) => language === 'csv')?.code;
            expect(text.trim()).toBe(shown?.trim());
            return;
          }
          const shown = snippetPrograms(file, markdown)[0]?.files[written] ?? 'null';
          expect(JSON.parse(text)).toEqual(JSON.parse(shown));
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      },
    );
  }
});
