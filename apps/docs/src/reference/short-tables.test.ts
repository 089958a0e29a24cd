import { expect, it } from 'vitest';
import { linkedReferences, shortTables } from './short-tables.ts';

const fields = Array.from({ length: 40 }, (_, at) => `\`field${at}\`: \`string\``).join('; ');

it('a type that would fill a screen is called an object, whatever else the row says stays', () => {
  expect(shortTables(`| \`card\` | \\{ ${fields} \\} | What is told. |`)).toBe(
    '| `card` | `object` | What is told. |',
  );
  expect(shortTables(`| \`schema\` | \\| \`string\` \\| \\{ ${fields} \\} | - |`)).toBe(
    '| `schema` | `string` \\| `object` | - |',
  );
});

it('fields within fields are left out where nothing is said of them', () => {
  const rows = [
    '| `result.data?` | `string` | - |',
    '| `result.data.rows?` | `number` | - |',
    '| `result.data.path?` | `string` | Where it was read. |',
  ];
  expect(shortTables(rows.join('\n'))).toBe([rows[0], rows[2]].join('\n'));
});

it('short types and code stay as they are', () => {
  const page = ['| `a` | \\{ `b`: `string` \\| `null`; \\} | - |', '```ts', `| ${fields} { |`, '```'].join(
    '\n',
  );
  expect(shortTables(page)).toBe(page);
});

it('what has no default has none', () => {
  expect(shortTables('| `x` | `number` | `undefined` | A number. |')).toBe(
    '| `x` | `number` | - | A number. |',
  );
});

it('what is referred to on the same page is linked, and names of no use are gone', () => {
  const page = [
    '### auditSchema',
    '',
    'See auditSchema.',
    'See elsewhere.',
    'const all: Catalogue<__module>;',
  ];
  expect(linkedReferences(page.join('\n')).split('\n').slice(2)).toEqual([
    'See [auditSchema](#auditschema).',
    'See elsewhere.',
    'const all: Catalogue;',
  ]);
});
