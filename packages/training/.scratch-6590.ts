import { loadDataset, prepareDataset } from '@cfq/datasets';
import { ndarray, jit } from '@cfq/jit';
import * as tf from '@tensorflow/tfjs-core';
import { solvers, actionSetFromFeatureSpace, targetMargin } from '@cfq/recourse';
import { mlp, trainTeacher, predictModel, predictDeployed, modelLogits, teacherRecourse, methods } from './src/index.ts';
import { trainQuantized } from './src/student/train-quantized.ts';
const arg = (k: string, d: string) => { const i = process.argv.indexOf('--' + k); return i < 0 ? d : process.argv[i + 1]!; };
const names = arg('d', 'german').split(','), seeds = arg('s', '0,1,2').split(',').map(Number), bits = Number(arg('b', '4')); const splits = arg('split', 'validation').split(',');
const mm = (points: any, name: string, tau: number, floor: number) => ({ kind: 'points', name, description: `mm ${tau} ${floor}`, points, value: ({ student, teacher, target }: any) => { const p = targetMargin(teacher, target); const e = tf.sub(targetMargin(student, target), p); const w = tf.add(tf.exp(tf.neg(tf.div(tf.abs(p), tau))), floor); return tf.mean(tf.mul(w, tf.square(e))); } });
const as = (points: any, name: string, tau: number, floor: number, a: number) => ({ kind: 'points', name, description: `as ${tau} ${floor} ${a}`, points, value: ({ student, teacher, target }: any) => { const p = targetMargin(teacher, target); const e = tf.sub(targetMargin(student, target), p); const up = tf.mul(tf.cast(tf.greater(e, 0), 'float32'), tf.cast(tf.lessEqual(p, 0), 'float32')); const w = tf.mul(tf.add(tf.exp(tf.neg(tf.div(tf.abs(p), tau))), floor), tf.add(tf.mul(up, a - 1), 1)); return tf.mean(tf.mul(w, tf.square(e))); } });
const base: any = methods['cfq-faithful'];
const aterms = (tau: number, floor: number, a: number, w = [1, 1, 1]) => [{ term: as('data', 'match', tau, floor, a), weight: w[0] }, { term: as('ray', 'near', tau, floor, a), weight: w[1] }, { term: as('crossed', 'cross', tau, floor, a), weight: w[2] }];
const terms = (tau = 1, floor = 0.1, w = [1, 1, 1]) => [{ term: mm('data', 'match', tau, floor), weight: w[0] }, { term: mm('ray', 'near', tau, floor), weight: w[1] }, { term: mm('crossed', 'cross', tau, floor), weight: w[2] }].filter((t) => t.weight! > 0);
const V: Record<string, any> = {
  base: {},
  lr1e3: { training: { ...base.training, learningRate: 1e-3, quantizerRate: 0.02 } },
  lr1e4: { training: { ...base.training, learningRate: 1e-4, quantizerRate: 0.1 } },
  q0: { training: { ...base.training, quantizerRate: 0 } },
  q2: { training: { ...base.training, quantizerRate: 0.2 } },
  steps6k: { steps: 6000 },
  tau3: { terms: terms(0.3, 0.1) },
  tau3f01: { terms: terms(0.3, 0.02) },
  cross3: { terms: terms(1, 0.1, [1, 1, 3]) },
  nodata: { terms: terms(1, 0.1, [0, 1, 1]) },
  noray: { terms: terms(1, 0.1, [1, 0, 1]) },
  nocross: { terms: terms(1, 0.1, [1, 1, 0]) },
  tensor: { weights: { ...base.weights, perChannel: false } },
  qinit: { weights: { ...base.weights, stepStart: 'quantizer' } },
  a2: { allocator: 'uniform', terms: aterms(0.3, 0.1, 2) },
  a4: { allocator: 'uniform', terms: aterms(0.3, 0.1, 4) },
  a4b: { allocator: 'uniform', terms: aterms(0.5, 0.1, 4) },
  t6k: { allocator: 'uniform', terms: terms(0.3, 0.1), steps: 6000 },
  tlr: { allocator: 'uniform', terms: terms(0.3, 0.1), training: { ...base.training, learningRate: 1e-3, quantizerRate: 0.02 } },
  tlrq: { allocator: 'uniform', terms: terms(0.3, 0.1), training: { ...base.training, learningRate: 1e-3, quantizerRate: 0.1 } },
  tq: { allocator: 'uniform', terms: terms(0.3, 0.1), training: { ...base.training, quantizerRate: 0.3 } },
  u: { allocator: 'uniform' },
  utau3: { allocator: 'uniform', terms: terms(0.3, 0.1) },
  utau5: { allocator: 'uniform', terms: terms(0.5, 0.1) },
  utau3x: { allocator: 'uniform', terms: terms(0.3, 0.1, [1,1,3]) },
  utau3r: { allocator: 'uniform', terms: terms(0.3, 0.1, [1,3,1]) },
  utau1p: { allocator: 'uniform', terms: terms(0.1, 0.1) },
  lsqact: { activations: { quantizer: 'lsq-activation', bits: 8 } },
};
const TO = JSON.parse(arg('t', '{}'));
const chosen = arg('v', Object.keys(V).join(',')).split(',');
const marg = (l: any) => Float32Array.from({ length: l.shape[0] }, (_, i) => l.data[2 * i + 1] - l.data[2 * i]);
for (const name of names) {
  const full = await loadDataset(name as any); const acc: Record<string, number[][]> = {};
  for (const seed of seeds) {
    const ds = prepareDataset(full, { seed }); const d = ds.featureSpace.width; const model = mlp({ inputWidth: d });
    const teacher = await trainTeacher({ model, dataset: ds, seed, options: TO }); const actionSet = actionSetFromFeatureSpace(ds.featureSpace);
    const recourse = await teacherRecourse({ teacher, dataset: ds, actionSet });
    const evals: any[] = [];
    for (const split of splits) {
      let X: any; if (split === 'crossed') { const R = 6000, tr = ds.train.x, N = ds.train.y.length; const D = new Float32Array(R * d); let z = 12345 + seed; const rnd = () => { z = (Math.imul(z, 1664525) + 1013904223) >>> 0; return z / 4294967296; }; for (let r = 0; r < R; r++) { const a = Math.floor(rnd() * N), b2 = Math.floor(rnd() * N); for (const f of ds.featureSpace.features) { const from = rnd() < 0.35 ? b2 : a; for (let c = f.start; c < f.start + f.width; c++) D[r * d + c] = tr.data[from * d + c]!; } } X = ndarray(D, [R, d]); } else X = (ds as any)[split].x; const mt = marg(await predictModel(model, teacher.parameters, X)); const den = [...mt.keys()].filter((i) => mt[i]! <= 0).slice(0, 1500);
      const xd = new Float32Array(den.length * d); den.forEach((r: number, i: number) => xd.set(X.data.subarray(r * d, (r + 1) * d), i * d));
      const RT = await solvers.slp.solve({ logits: modelLogits(model) as any, parameters: teacher.parameters, x: ndarray(xd, [den.length, d]), target: 1, actionSet, cost: { norm: 'l1' }, margins: [0, 0.2], seed: 0 });
      evals.push({ X, mt, den, xd, RT });
    }
    for (const v of chosen) {
      const { steps = 2000, ...over } = V[v]; const t0 = performance.now();
      const st = await trainQuantized({ method: 'cfq-faithful', recipe: { ...base, ...over }, teacher, dataset: ds, recourse, budgetBits: bits, seed, steps, threads: 1 });
      const dt = (performance.now() - t0) / 1000; const h = st.history.at(-1)!.losses; const row: number[] = [dt, Math.sqrt(h['loss']!)];
      for (const { X, mt, den, xd, RT } of evals) {
        const pS = async (x: any) => marg(await predictDeployed(st.deployed, x)), pT = async (x: any) => marg(await predictModel(model, teacher.parameters, x));
        const at = (p: any, rho: number, delta: any) => p(ndarray(xd.map((z: number, i: number) => z + rho * delta.data[i]), [den.length, d]));
        const q = await pS(X); let ag = 0, dr = 0, se = 0; q.forEach((z, i) => { ag += +((z > 0) === (mt[i] > 0)); dr += +(z > 0) - +(mt[i] > 0); se += (z - mt[i]) ** 2; });
        const r2 = RT.byMargin[1]!, r0 = RT.byMargin[0]!; const v2 = await at(pS, 1, r2.delta); let a = 0, c = 0; r2.valid.forEach((ok: number, i: number) => { if (ok) { c++; a += +(v2[i] <= 0); } });
        const s1 = await at(pS, 1, r0.delta), t1 = await at(pT, 1, r0.delta); const rr = Math.sqrt(s1.reduce((s: number, z: number, i: number) => s + (z - t1[i]) ** 2, 0) / s1.length);
        const nm: number[] = []; let H = 0, N = 0; for (const rho of [0.5, 0.8, 0.95]) { const A = await at(pT, rho, r0.delta), B = await at(pS, rho, r0.delta); let h1 = 0, n1 = 0; r0.valid.forEach((ok: number, i: number) => { if (ok && A[i] <= 0) { n1++; h1 += +(B[i] <= 0); } }); nm.push(h1 / n1); H += h1; N += n1; }
        row.push(Math.sqrt(se / mt.length), rr, 100 * ag / mt.length, 100 * dr / mt.length, 100 * a / c, H / N, ...nm);
      }
      (acc[v] ??= []).push([...row, st.allocation.reduce((s, x) => s * 10 + x.bits, 0)]);
    }
  }
  for (const [v, rows] of Object.entries(acc)) { const m = (j: number) => rows.reduce((s, r) => s + r[j]!, 0) / rows.length; const f = (o: number) => `rm ${m(o).toFixed(4)} ray ${m(o + 1).toFixed(4)} ag ${m(o + 2).toFixed(2)} |dr| ${(rows.reduce((s, r) => s + Math.abs(r[o + 3]!), 0) / rows.length).toFixed(2)} vd ${m(o + 4).toFixed(2)} nm ${m(o + 5).toFixed(3)} (${m(o + 6).toFixed(3)}/${m(o + 7).toFixed(3)}/${m(o + 8).toFixed(3)})`; console.log(name, v.padEnd(9), rows.map((r) => r.at(-1)).join(','), `${m(0).toFixed(1)}s fit ${m(1).toFixed(4)}`, splits.map((s, k) => s.slice(0, 4) + ' ' + f(2 + 9 * k)).join(' | ')); }
}
