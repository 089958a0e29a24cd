/*
 * Writes a table of people as a CSV file, and its schema beside it, and says what `cfq` takes of both: reading them as
 * `loadCsvDataset` does, and with `--run` the cell of `cfq` at 4 bits that `cfq run --csv … --schema … --jobs 1` computes; time by the
 * clock and of processor, and the most that was resident, each in a process of its own.
 * A million rows: `--rows 1000000 --digits 20 --changeable 8 --run`. Wide and mixed: `--rows 5000 --numeric 420 --ordinal 60
 * --categorical 120 --sparsity 5 --run -- --cost mixed`; words after `--` go to `cfq run`.
 */
import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { main } from '@cfq/benchmark';
import { loadCsvDataset } from '@cfq/datasets';
import { randomStream } from '@cfq/jit';

const { values: flags, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '1000000' },
    numeric: { type: 'string', default: '30' },
    ordinal: { type: 'string', default: '0' },
    categorical: { type: 'string', default: '0' },
    // Decimals of a number.
    digits: { type: 'string', default: '6' },
    // How many columns people can act on; all where it is left out.
    changeable: { type: 'string', default: 'Infinity' },
    sparsity: { type: 'string', default: '3' },
    run: { type: 'boolean', default: false },
    // What a process of its own is started with.
    step: { type: 'string' },
    folder: { type: 'string' },
  },
});

const [rows, digits, sparsity] = [flags.rows, flags.digits, flags.sparsity].map(Number) as [
  number,
  number,
  number,
];
const counts = { numeric: flags.numeric, ordinal: flags.ordinal, categorical: flags.categorical };
const columns = Object.entries(counts).flatMap(([kind, count]) =>
  Array.from({ length: Number(count) }, (_, index) => ({ name: `${kind}${index}`, kind })),
);
/** Of ordinal and of categorical columns. */
const levels = ['a', 'b', 'c', 'd', 'e'];

const paths = (folder: string) => ({ csv: join(folder, 'people.csv'), schema: join(folder, 'people.json') });

function schemaText(): string {
  const described = columns.map(({ name, kind }, place): [string, object] => [
    name,
    {
      kind,
      ...(kind !== 'numeric' && { levels }),
      ...(place >= Number(flags.changeable) && { immutable: true }),
    },
  ]);
  const label = { column: 'granted', favourable: 'yes' };
  return JSON.stringify({ name: 'people', label, sparsity, columns: Object.fromEntries<object>(described) });
}

/** Writes people of whom every second column decides, some of them by a bend that no line follows. */
function writePeople(folder: string): void {
  const { csv, schema } = paths(folder);
  writeFileSync(schema, schemaText());
  const file = openSync(csv, 'w');
  writeSync(file, `${[...columns.map(({ name }) => name), 'granted'].join()}\n`);
  const [width, batch] = [columns.length, 1000];
  for (let start = 0; start < rows; start += batch) {
    const size = Math.min(batch, rows - start);
    const values = randomStream(start, 'own table').normal([size, width]).data;
    let text = '';
    for (let row = 0; row < size; row += 1) {
      let score = -0.8;
      const cells = columns.map(({ kind }, column) => {
        const value = values[row * width + column]!;
        const level = Math.min(
          levels.length - 1,
          Math.floor(levels.length * (0.5 + Math.atan(value) / Math.PI)),
        );
        const seen = kind === 'numeric' ? value : kind === 'ordinal' ? level - 2 : level % 2 === 0 ? 1 : -1;
        if (column % 2 === 0)
          score +=
            ((column % 3 === 0 ? Math.abs(seen) - 0.8 : seen) * (column % 4 === 0 ? 1 : -1)) /
            Math.sqrt(width);
        return kind === 'numeric' ? value.toFixed(digits) : levels[level]!;
      });
      text += `${cells.join()},${score > -0.8 ? 'yes' : 'no'}\n`;
    }
    writeSync(file, text);
  }
  closeSync(file);
}

/** Throws all away that is written to it, or shows it on stderr. */
const sink = (shown: boolean): Writable =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (shown) process.stderr.write(chunk);
      done();
    },
  });

const steps: Readonly<Record<string, (folder: string) => Promise<unknown>>> = {
  read: async (folder) => {
    const { table } = await loadCsvDataset(paths(folder));
    if (table.rows !== rows) throw new Error(`read ${table.rows} of ${rows} rows`);
  },
  run: async (folder) => {
    const { csv, schema } = paths(folder);
    const asked = ['run', '--csv', csv, '--schema', schema, '--method', 'cfq', '--bits', '4', '--seeds', '0'];
    const output = { stdout: sink(false), stderr: sink(true) };
    const code = await main([...asked, '--jobs', '1', '--threads', '1', ...words], output);
    if (code !== 0) throw new Error(`cfq run ended with ${code}`);
  },
};

/** Takes a step in a process of its own, and prints what it took. */
async function measure(step: string, folder: string): Promise<void> {
  const same = process.argv.slice(2).filter((word) => word !== '--run');
  const script = [...process.execArgv, fileURLToPath(import.meta.url)];
  const own = [...script, '--step', step, '--folder', folder, ...same];
  const running = promisify(execFile)(process.execPath, own, { maxBuffer: 2 ** 26 });
  running.child.stderr!.pipe(process.stderr);
  process.stdout.write((await running).stdout);
}

if (flags.step === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'cfq-own-table-'));
  try {
    writePeople(folder);
    const megabytes = (statSync(paths(folder).csv).size / 1e6).toFixed(0);
    process.stdout.write(`${rows} rows, ${columns.length} columns, ${megabytes} MB\n`);
    for (const step of ['read', ...(flags.run ? ['run'] : [])]) await measure(step, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
} else {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await steps[flags.step]!(flags.folder!);
  const { user, system } = process.cpuUsage(before);
  const clock = ((performance.now() - start) / 1000).toFixed(1);
  const memory = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  process.stdout.write(
    `${flags.step}: ${clock} s by the clock, ${((user + system) / 1e6).toFixed(1)} s of processor, ${memory} MiB at most\n`,
  );
}
