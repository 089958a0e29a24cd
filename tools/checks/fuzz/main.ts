/*
 * Gives the command what nobody expects, kind by kind, in a process of its own, and says what ended wrongly: `--seconds` a kind,
 * `--kinds` (`corpus` is what once did), `--seed`. The smallest input of each fault is written into `--out`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { corpus } from './corpus.ts';
import { faultsIn } from './faults-in.ts';
import { fuzz, madeCells } from './fuzz.ts';
import { fuzzKinds } from './kinds.ts';
import { startRunner } from './runner.ts';

const { values: flags } = parseArgs({
  options: {
    kinds: { type: 'string', default: ['corpus', ...fuzzKinds].join(',') },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    out: { type: 'string', default: 'fuzz-failures' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

await using runner = startRunner();
const asked = flags.kinds.split(',');
say(`seed ${flags.seed}`);
let failures = 0;
for (const { name, input } of asked.includes('corpus') ? corpus : []) {
  const faults = faultsIn(await runner.run(input));
  failures += Number(faults.length > 0);
  if (faults.length > 0) say(`once failed, and does again: ${name}: ${faults.join('; ')}`);
}
const cells = asked.includes('cells') ? await madeCells(runner) : {};
for (const kind of fuzzKinds.filter((one) => asked.includes(one))) {
  const { failed, ...report } = await fuzz(kind, runner, cells, {
    ...{ seed: Number(flags.seed), milliseconds: Number(flags.seconds) * 1000 },
  });
  const codes = Object.entries(report.codes).map(([code, count]) => `${count} of ${code}`);
  const most = `at most ${report.seconds.toFixed(1)} s, ${Math.round(report.memory / 2 ** 20)} MiB`;
  say(`${kind}: ${report.inputs} inputs, exit codes: ${codes.join(', ')}; ${most}`);
  if (failed === undefined) continue;
  failures += 1;
  say(
    `  ${failed.faults.join('; ')}: cfq ${failed.input.words.map((word) => JSON.stringify(word.slice(0, 80))).join(' ')}`,
  );
  for (const [name, contents] of Object.entries(failed.input.files)) {
    const path = join(flags.out, kind, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
}
process.exitCode = failures > 0 ? 1 : 0;
