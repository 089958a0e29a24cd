import type { Block, Section } from '../blocks/section.ts';

type Saying = (value: string) => string;

const plural = (count: string, one: string) => `${count} ${one}${count === '1' ? '' : 's'}`;

/** `valid 0 match 2`: terms and their weights. */
const termsInWords: Saying = (text) => {
  const words = text.split(' ');
  return Array.from({ length: Math.ceil(words.length / 2) }, (_, at) => {
    const [name, weight] = words.slice(2 * at);
    return weight === '0' ? `without the term ${name}` : `term ${name} × ${weight ?? ''}`;
  }).join(' and ');
};

/** What settings are called where people read; others are told by their own name. */
const sayings: Readonly<Record<string, Saying>> = {
  actions: (policy) => `${policy} policy`,
  allocator: (name) => (name === 'uniform' ? 'uniform bits' : `${name} allocator`),
  sensitivity: (name) => `${name} sensitivity`,
  spend: (what) => `${what} spent`,
  inputBits: (bits) => `columns of ${plural(bits, 'bit')}`,
  perChannel: (is) => (is === 'false' ? 'one scale a layer' : 'a scale a channel'),
  unrolledSteps: (count) => `student's actions in ${plural(count, 'step')}`,
  K: (count) => `teacher's actions in ${plural(count, 'step')}`,
  terms: termsInWords,
  sample: (count) => `${count} people drawn`,
};

const setting = /(^|, |: )([A-Za-z][A-Za-z ]*)=([^,:|*`]+)/g;

/**
 * A label as people say it: `kd, inputBits=8` is `kd, columns of 8 bits`. What is in words already stays.
 *
 * @param label parts between commas, as tables, rows and panels of a report are named
 */
export function inWords(label: string): string {
  return label.replaceAll(setting, (_, before: string, name: string, value: string) => {
    const say = Object.hasOwn(sayings, name) ? sayings[name] : undefined;
    const said = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    return `${before}${say?.(value.trimEnd()) ?? `${said} ${value}`}`;
  });
}

/** A section whose rows, panels and series are named in words. */
export function sectionInWords({ title, blocks }: Section): Section {
  return { title, blocks: blocks.map(blockInWords) };
}

function blockInWords(block: Block): Block {
  switch (block.kind) {
    case 'text':
      return { ...block, text: inWords(block.text) };
    case 'table': {
      const { table } = block;
      const rows = table.rows.map((row) => row.map(inWords));
      return { ...block, table: { ...table, title: inWords(table.title), rows } };
    }
    case 'dots':
      return {
        ...block,
        panels: block.panels.map(({ title, rows }) => ({ title: inWords(title), rows: rows.map(named) })),
      };
    case 'boxes':
      return {
        ...block,
        panels: block.panels.map(({ title, boxes }) => ({ title: inWords(title), boxes: boxes.map(named) })),
      };
    case 'curves':
      return {
        ...block,
        panels: block.panels.map(({ title, series }) => ({
          title: inWords(title),
          series: series.map(named),
        })),
      };
  }
}

const named = <One extends { readonly name: string }>(one: One): One => ({ ...one, name: inWords(one.name) });
