import * as tf from '@tensorflow/tfjs-core';

import { hasKernel } from '../trace/tf-state.ts';
import { attribute, type Value } from '../graph/types.ts';
import { reverseAxes } from '../lowerings/layout.ts';
import { recorderName } from '../trace/recorder-name.ts';
import type { RecordingBackend } from '../trace/recording-backend.ts';
import { asRecorder } from '../trace/register-recorder-kernels.ts';
import { activeRecorder } from '../trace/trace.ts';
import { unflattenTree, type TreeStructure } from '../tree/flatten.ts';
import { outsideTape } from '../trace/outside-tape.ts';
import type { RecordedScan } from './recorded-scan.ts';
import { scanGradient } from './scan-gradient.ts';
import type { ScanPlan } from './scan-plan.ts';

function recordBody(recorder: RecordingBackend, plan: ScanPlan, differentiated: boolean): RecordedScan {
  return recorder.within(({ g, captured }) => {
    const step = g.input({ dtype: 'int64', shape: [] });
    const going = g.input({ dtype: 'bool', shape: [] });
    const carriesIn = plan.init.leaves.map((leaf) => g.input(recorder.peek(leaf)));
    const results: Value[] = [];
    let yStructure: TreeStructure = { kind: 'list', items: [] };
    tf.tidy(() => {
      const row = plan.reverse ? g.emit('Sub', [g.scalar('int64', plan.length - 1), step]) : step;
      const x =
        plan.xs === null
          ? [g.cast(row, 'int32')]
          : plan.xs.leaves.map((leaf) =>
              g.emit('Gather', [recorder.peek(leaf), row], { axis: attribute.int(0) }),
            );
      const { carry, y } = plan.step(
        carriesIn.map((value) => recorder.tensor(value)),
        x.map((value) => recorder.tensor(value)),
      );
      yStructure = y.structure;
      results.push(...[...carry, ...y.leaves].map((tensor) => recorder.valueFor(tensor)));
    });
    const body = g.finish([going, ...results, ...(differentiated ? carriesIn : [])]);
    const ys = results.length - carriesIn.length;
    return { plan, body, differentiated, yStructure, ys, captured: [...captured.values()], history: [] };
  });
}

const runScan: tf.KernelFunc = ({ inputs, attrs, backend }) => {
  const recorder = asRecorder(backend);
  const { scan } = attrs as NonNullable<typeof attrs> & { scan: RecordedScan };
  // Reading every input, not only the carries, tells the enclosing frames what the body captured.
  const values = Object.values(inputs).map((tensor) => recorder.valueFor(tensor!));
  const { g } = recorder.frame;
  const carries = scan.plan.init.leaves.length;
  const outputs = g.emitAll(
    'Loop',
    [g.scalar('int64', scan.plan.length), null, ...values.slice(0, carries)],
    {
      body: attribute.graph(scan.body),
    },
  );
  const inOrder = outputs.map((value, i) =>
    i >= carries && scan.plan.reverse ? reverseAxes(g, value, [0]) : value,
  );
  return inOrder.map((value) => recorder.info(value));
};

/** Registers the kernel and its gradient, once, under a name of this copy of the package. */
function scanKernel(): string {
  const kernelName = `Scan-${recorderName()}`;
  if (!hasKernel(kernelName, recorderName())) {
    tf.registerKernel({ kernelName, backendName: recorderName(), kernelFunc: runScan });
    tf.registerGradient({ kernelName, gradFunc: scanGradient(tracedScan) });
  }
  return kernelName;
}

/**
 * `scan` inside a trace: the body is recorded once and becomes the body of an ONNX Loop. TF.js sees one kernel
 * with a gradient of its own.
 */
export function tracedScan(plan: ScanPlan): [unknown, unknown] {
  const engine = tf.engine();
  const recorder = activeRecorder();
  const differentiated = engine.state.gradientDepth > 0 && engine.state.kernelDepth === 0;
  const scan = outsideTape(() => recordBody(recorder, plan, differentiated));
  const inputs = [...plan.init.leaves, ...(plan.xs?.leaves ?? []), ...scan.captured];
  const attrs: Record<string, unknown> = { scan };
  const outputs =
    scan.body.outputs.length === 1
      ? []
      : engine.runKernel<tf.Tensor[]>(
          scanKernel(),
          Object.fromEntries(inputs.entries()),
          attrs as tf.NamedAttrMap,
        );
  if (differentiated) {
    scan.history = outputs.slice(plan.init.leaves.length + scan.ys);
    // The gradient uses these after the scopes that own them have closed. TF.js's own way to save outputs
    // puts their copies on the tape before the kernel that made them, which breaks second derivatives.
    recorder.hold([...inputs, ...scan.history]);
  }
  const carries = plan.init.leaves.length;
  return [
    unflattenTree(plan.init.structure, outputs.slice(0, carries)),
    unflattenTree(scan.yStructure, outputs.slice(carries, carries + scan.ys)),
  ];
}
