import { addScaled, takeRows, type NDArray } from '@cfq/jit';
import type { RuntimesOfFile } from '../result/runtime-verdict.ts';
import { runtimeMatrices } from '../runtimes/runtime-matrix.ts';
import type { AuditProblem } from './audit-problem.ts';
import type { MeasuredPair } from './pair.ts';

/**
 * Both files in every runtime, on the people as they are and after the teacher's actions of the lead margin.
 */
export async function runtimesOfPair(
  problem: Pick<AuditProblem, 'teacher' | 'student' | 'people' | 'runtimes' | 'signal' | 'onProgress'>,
  pair: MeasuredPair,
  leadMargin: number,
): Promise<RuntimesOfFile[]> {
  const { people: asked, runtimes, signal, onProgress } = problem;
  if (runtimes === undefined) return [];
  const after = afterActions(pair, leadMargin);
  const found: RuntimesOfFile[] = [];
  for (const file of ['teacher', 'student'] as const) {
    const { featureSpace } = problem[file];
    // The schema of the people says which class they want, where nothing else does.
    const bind = { people: asked, ...runtimes[file], featureSpace };
    const [people, actions] = await runtimeMatrices({
      ...{ file: problem[file].file, bind, signal },
      at: after === null ? [pair.x] : [pair.x, after],
    });
    found.push({ file, people: people!, actions: actions ?? [] });
    onProgress?.({ step: 'runtimes', share: found.length / 2 });
  }
  return found;
}

function afterActions({ teacher, record }: MeasuredPair, leadMargin: number): NDArray | null {
  const place = record.margins.findIndex(({ kappa }) => kappa === leadMargin);
  const { delta, valid } = teacher.actions[place]!;
  const promised = [...valid.keys()].filter((person) => valid[person] === 1);
  return promised.length === 0
    ? null
    : addScaled(takeRows(teacher.denied, promised), takeRows(delta, promised));
}
