/** Longest type, in characters of Markdown, that a row spells out; longer ones fill a screen with one word a line. */
const longestType = 300;

/** The cells of a row of a Markdown table: between bars that are not escaped. */
const cellsOf = (line: string): readonly string[] => line.slice(2, -2).split(/(?<!\\) \| /);

/** Whether a row says of a field within a field nothing but its type. */
const isDeepAndSilent = ([name = '', , description = '']: readonly string[]): boolean =>
  description.trim() === '-' && (/^`[^`]*`/.exec(name)?.[0].match(/\./g)?.length ?? 0) > 1;

/**
 * The tables of an API page without what nobody reads: a type that would fill a screen is called `object`, for it stands in the
 * signature above; fields within fields of which nothing is said are left out.
 *
 * @param markdown as TypeDoc writes it
 */
export function shortTables(markdown: string): string {
  let isCode = false;
  return markdown
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('```')) isCode = !isCode;
      if (isCode || !line.startsWith('| ') || !line.endsWith(' |')) return [line];
      const [name, type, ...others] = cellsOf(line);
      if (isDeepAndSilent([name!, type ?? '', ...others])) return [];
      // TypeDoc says so of the default of what has none.
      const told = line.replaceAll('| `undefined` |', '| - |');
      if (type === undefined || type.length <= longestType || !type.includes('{')) return [told];
      const short = /^(?:\\\| )?`string` \\\|/.test(type) ? '`string` \\| `object`' : '`object`';
      return [`| ${[name, short, ...others].join(' | ')} |`];
    })
    .join('\n');
}

/** The same pages without names that are TypeDoc's own, and with what is referred to linked. */
export const linkedReferences = (markdown: string): string =>
  markdown
    .replaceAll(/<__module>|&lt;`__module`&gt;/g, '')
    .replaceAll(/^See (\w+)\.$/gm, (whole, name: string) =>
      new RegExp(`^### ${name}(?:\\(\\))?$`, 'm').test(markdown)
        ? `See [${name}](#${name.toLowerCase()}).`
        : whole,
    );
