import type { FuzzInput } from './input.ts';

/** An input that once ended wrongly. */
export interface CorpusEntry {
  /** What it is, and what became of it. */
  readonly name: string;
  readonly input: FuzzInput;
}

const keys = Array.from({ length: 100_000 }, (_, at) => `k${at}: ${at}`).join('\n');
const aliases = Array.from({ length: 8 }, (_, at) => `l${at}: &t${at + 1} [${`*t${at},`.repeat(9)}]`);
const bomb = `l: &t0 [x]\n${aliases.join('\n')}\n`;
const config = ['run', '--config', 'a.yaml', '--print-config'];
const files = (text: string) => ({ 'a.yaml': text, 'a.csv': 'x,y\n1,0\n2,1\n' });
const audit = ['audit', '--teacher', 'a', '--student', 'a', '--data', 'a.csv', '--schema', 'b.yaml'];

/** Everything that once ended wrongly, as small as it is; tried before anything new. */
export const corpus: readonly CorpusEntry[] = [
  { name: 'a configuration of 100,000 keys: did not end', input: { words: config, files: files(keys) } },
  {
    name: 'a schema of 100,000 keys: did not end',
    input: { words: ['run', '--csv', 'a.csv', '--schema', 'a.yaml', '--method', 'lsq'], files: files(keys) },
  },
  {
    name: 'a list of 100,000 names: did not end',
    input: { words: config, files: files(`datasets:\n${keys.replace(/^k(\d+).*$/gm, '  - d$1')}\n`) },
  },
  {
    name: 'limits of 100,000 keys: did not end',
    input: { words: [...audit, '--limits', 'a.yaml'], files: files(keys) },
  },
  {
    name: 'a schema of aliases of aliases: did not end',
    input: { words: ['run', '--csv', 'a.csv', '--schema', 'a.yaml', '--method', 'lsq'], files: files(bomb) },
  },
  {
    name: 'an alias of itself: a full stack',
    input: {
      words: ['run', '--csv', 'a.csv', '--schema', 'a.yaml', '--method', 'lsq'],
      files: files('a: &a [*a]\n'),
    },
  },
  {
    name: 'a configuration nested too deeply: the words of the engine',
    input: { words: config, files: files('['.repeat(100_000)) },
  },
  {
    name: 'a plug-in whose name is an object: named "[object Object]"',
    input: {
      words: ['list', 'quantizers', '--plugin', './own.mjs'],
      files: {
        'own.mjs':
          "import { defineQuantizer } from '@cfq/quantizers';\nexport const own = defineQuantizer({ name: {} });\n",
      },
    },
  },
];
