// Copied into an empty folder into which only the tarballs were installed, without optional packages, and run there:
// loads every entry as a module and by `require`, and runs functions of both copies of the compiler at once.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const faults = [];

for (const { specifier, required } of JSON.parse(readFileSync('entries.json', 'utf8'))) {
  try {
    const exported = [await import(specifier), ...(required ? [require(specifier)] : [])];
    if (exported.some((one) => Object.keys(one).length === 0)) faults.push(`${specifier} exports nothing`);
  } catch (error) {
    faults.push(`${specifier}: ${error.message}`);
  }
}

const tf = await import('@tensorflow/tfjs-core');
const [here, there] = [await import('@cfq/jit'), require('@cfq/jit')];
const x = here.ndarray([1, 2], [2]);
const [sum, product] = await Promise.all([
  here.jit((v) => tf.add(v, 1))(x),
  there.jit((v) => tf.mul(v, 3))(x),
]);
if (String(sum.data) !== '2,3' || String(product.data) !== '3,6') {
  faults.push(`@cfq/jit: a compiled function gives another result (${sum.data}; ${product.data})`);
}
if (!here.executorInUse().includes('(onnxruntime-web: onnxruntime-node is not installed)')) {
  faults.push(`@cfq/jit: WebAssembly is to serve alone (${here.executorInUse()})`);
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
