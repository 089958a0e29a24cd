import type { RuntimeVerdict } from '../result/runtime-verdict.ts';
import type { RuntimeSetting } from './runtime-settings.ts';

/** What a file answered in one runtime: its logit margins, or why there are none. */
export type RuntimeAnswer = RuntimeSetting &
  ({ readonly margins: Float32Array } | { readonly failure: string });

/** Holds the answers of one file in several runtimes against the first that has any. */
export function runtimeVerdicts(answers: readonly RuntimeAnswer[]): RuntimeVerdict[] {
  const reference = answers.find((answer) => 'margins' in answer);
  return answers.map((answer): RuntimeVerdict => {
    const { name, runtime, optimization } = answer;
    const about = { name, runtime, optimization, reference: answer === reference };
    if ('failure' in answer || reference === undefined) {
      const failure = 'failure' in answer ? answer.failure : null;
      return { ...about, failure, rows: 0, toApproved: 0, toDenied: 0, largestDifference: null };
    }
    const { margins } = answer;
    const expected = (reference as { margins: Float32Array }).margins;
    const changed = [...margins.keys()].filter((row) => margins[row]! > 0 !== expected[row]! > 0);
    const toApproved = changed.filter((row) => margins[row]! > 0).length;
    return {
      ...about,
      failure: null,
      rows: margins.length,
      toApproved,
      toDenied: changed.length - toApproved,
      largestDifference:
        margins.length === 0
          ? null
          : margins.reduce((most, margin, row) => Math.max(most, Math.abs(margin - expected[row]!)), 0),
    };
  });
}
