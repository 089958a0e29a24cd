// Writes look-alikes of lenders' files: node --import tsx tools/look-alikes/write.ts [NAME …] [--rows N] [--seed N] [--out DIR]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lookAlikeText } from './look-alike.ts';
import { lookAlikes } from './look-alikes.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string' },
    seed: { type: 'string', default: '0' },
    out: { type: 'string', default: 'look-alikes' },
  },
});
const known = lookAlikes.map(({ name }) => name);
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no look-alike "${unknown}". There are ${known.join(', ')}.\n`);
  process.exit(2);
}
mkdirSync(values.out, { recursive: true });
for (const lookAlike of lookAlikes) {
  if (positionals.length > 0 && !positionals.includes(lookAlike.name)) continue;
  const rows = values.rows === undefined ? undefined : Number(values.rows);
  const place = join(values.out, lookAlike.file);
  writeFileSync(place, lookAlikeText(lookAlike, { rows, seed: Number(values.seed) }));
  process.stdout.write(`${place}: ${rows ?? lookAlike.rows} rows that look like ${lookAlike.title}\n`);
}
