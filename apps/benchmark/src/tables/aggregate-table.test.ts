import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { aggregateTable } from './aggregate-table.ts';
import { renderMarkdown } from './render-markdown.ts';

const file = fileURLToPath(new URL('../../schema/aggregates.md', import.meta.url));

it('is the published list of aggregates (rewritten by vitest --update)', async () => {
  const table = aggregateTable();
  const code = (text: string) => `\`${text}\``;
  const rows = table.rows.map(([name = '', column = '', ...rest]) => [code(name), code(column), ...rest]);
  const style = { ...(await resolveConfig(file)), filepath: file };
  await expect(await format(renderMarkdown({ ...table, rows }), style)).toMatchFileSnapshot(file);
});
