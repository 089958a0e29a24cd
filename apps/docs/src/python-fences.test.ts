import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { markdownFences } from './markdown-fences.ts';
import { repositoryDocuments } from './repository-documents.ts';
import { snippetPrograms } from './snippet-programs.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython)
  process.stderr.write('SKIPPED: the Python snippets of the documents, python3 is not installed\n');

const documents = await repositoryDocuments();
const snippets = documents.flatMap(({ file, markdown }) =>
  markdownFences(markdown)
    .filter(({ language }) => language === 'python')
    .map(({ code, line }) => ({ name: `${file}:${line}`, file, markdown, code })),
);

describe.skipIf(!hasPython)('the Python that the documents show', () => {
  it.each(snippets.map((snippet) => [snippet.name, snippet] as const))(
    '%s runs and writes the file that is shown',
    async (_, { file, markdown, code }) => {
      const folder = await mkdtemp(join(tmpdir(), 'cfq-docs-'));
      try {
        await writeFile(join(folder, 'snippet.py'), code);
        const { status, stderr } = spawnSync('python3', ['snippet.py'], { cwd: folder, encoding: 'utf8' });
        expect(stderr).toBe('');
        expect(status).toBe(0);
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
});
