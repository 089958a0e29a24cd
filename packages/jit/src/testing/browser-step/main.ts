/* Prints how long one training step takes in a headless Chromium and in the native library, one thread each, in one run. */
import { chromiumPath, inChromium } from './in-chromium.ts';
import { stepTime } from './step-time.ts';

const calls = Number(process.argv[2] ?? 30);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const shown = ({ step, first }: Awaited<ReturnType<typeof stepTime>>): string =>
  `${step.toFixed(3)} ms a step, first call ${first.toFixed(0)} ms`;

if (chromiumPath === undefined) {
  say('no Chromium was found');
} else {
  say(`LSQ step, 4 bits: MLP 108-128-64-2, batch 256, Adam, one thread, best of ${calls} x 20 steps`);
  const before = await stepTime(5 * calls);
  const { time, wasm } = await inChromium(chromiumPath, calls);
  // On both sides of the browser: other work on the machine comes and goes.
  const after = await stepTime(5 * calls);
  const native = before.step < after.step ? before : after;
  say(`native    ${shown(native)}`);
  say(`Chromium  ${shown(time)} (${wasm.join(', ')})`);
  say(`ratio     ${(time.step / native.step).toFixed(2)}`);
}
