import { parseArgs } from 'node:util';

import { bundleSpecs, specFiles } from './bundle-specs.ts';
import type { ReplayOptions } from './replay.ts';
import {
  headline,
  listedSpecs,
  readRefusals,
  refusalOf,
  updatedRefusals,
  writeRefusals,
} from './refusals.ts';
import { runInProcesses } from './run-in-processes.ts';

const { values: options, positionals } = parseArgs({
  options: {
    update: { type: 'boolean', default: false },
    stack: { type: 'boolean', default: false },
    way: { type: 'string', default: 'arguments' },
    runtime: { type: 'string', default: 'native' },
  },
  allowPositionals: true,
});
const [pattern] = positionals;
const ways: readonly ReplayOptions['way'][] = ['arguments', 'constants', 'loop'];
const runtimes: readonly ReplayOptions['runtime'][] = ['native', 'wasm'];

/** The value of an option that is one of a few. */
function choice<T extends string>(name: 'way' | 'runtime', known: readonly T[]): T {
  const chosen = known.find((one) => one === options[name]);
  if (chosen === undefined)
    throw new RangeError(`--${name} is one of ${known.join(', ')} (got ${options[name]}).`);
  return chosen;
}

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const files = specFiles();
const started = performance.now();
const outcomes = await runInProcesses(
  await bundleSpecs(files),
  files.map(({ name }) => name),
  pattern,
  { way: choice('way', ways), runtime: choice('runtime', runtimes) },
);

let refusals = readRefusals();
if (options.update && pattern === undefined) {
  refusals = updatedRefusals(refusals, outcomes);
  writeRefusals(refusals);
}
const failed = outcomes.filter(({ status }) => status === 'failed');
const passed = outcomes.filter(({ status }) => status === 'passed');
const refused = failed.filter((outcome) => refusalOf(refusals, outcome) !== undefined);
const broken = failed.filter((outcome) => !refused.includes(outcome));

for (const outcome of broken) {
  say(`FAILED ${outcome.name}\n       ${options.stack ? outcome.message : headline(outcome)}`);
}
if (pattern !== undefined) {
  for (const outcome of refused) {
    say(`refused ${outcome.name}\n        ${refusalOf(refusals, outcome)!.reason}`);
    if (options.stack) say(outcome.message);
  }
}
const listed = new Set(listedSpecs(refusals));
for (const { name } of passed) if (listed.has(name)) say(`passes, though listed as refused: ${name}`);
if (pattern === undefined) {
  const known = new Set(outcomes.map(({ name }) => name));
  for (const name of listed)
    if (!known.has(name)) say(`listed as refused, but there is no such spec: ${name}`);
}
const seconds = Math.round((performance.now() - started) / 1000);
say(
  `${outcomes.length} specs of TF.js through jit: ${passed.length} passed, ${refused.length} refused as listed, ` +
    `${broken.length} failed, ${seconds} s`,
);
process.exitCode = broken.length > 0 || outcomes.length === 0 ? 1 : 0;
