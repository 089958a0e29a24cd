import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { aggregateTable } from './aggregate-table.ts';
import { renderMarkdown } from './render-markdown.ts';
import { formatted } from '../../../../tools/build/formatted.ts';

const file = fileURLToPath(new URL('../../schema/aggregates.md', import.meta.url));

it('is the published list of aggregates (rewritten by vitest --update)', async () => {
  const table = aggregateTable();
  const code = (text: string) => `\`${text}\``;
  const rows = table.rows.map(([name = '', column = '', ...rest]) => [code(name), code(column), ...rest]);
  await expect(await formatted(file, renderMarkdown({ ...table, rows }))).toMatchFileSnapshot(file);
});
