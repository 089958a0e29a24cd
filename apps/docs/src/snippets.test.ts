import { beforeAll, describe, expect, it } from 'vitest';
import { repositoryDocuments } from './repository-documents.ts';
import { runSnippets } from './run-snippets.ts';
import { snippetPrograms } from './snippet-programs.ts';
import { typeErrorsOfSnippets } from './type-errors-of-snippets.ts';

const documents = await repositoryDocuments();
const programs = documents.flatMap(({ file, markdown }) => snippetPrograms(file, markdown));

describe('the programs that the documents show', () => {
  let failures: readonly (string | null)[] = [];
  beforeAll(async () => {
    failures = await runSnippets(programs);
  }, 150_000);

  it('are found', () => {
    expect(programs.length).toBeGreaterThan(0);
  });

  it.each(programs.map(({ name }, at) => [name, at] as const))('%s runs and shows what it says', (_, at) => {
    expect(failures[at]).toBeNull();
  });
});

describe('the types in the programs that the documents show', () => {
  it('are right', () => {
    expect(typeErrorsOfSnippets(programs)).toEqual([]);
  }, 150_000);
});
