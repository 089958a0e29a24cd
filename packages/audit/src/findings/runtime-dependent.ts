import type { RuntimesOfFile, RuntimeVerdict } from '../result/runtime-verdict.ts';
import type { BoundModel } from '@cfq/models';
import type { Detector } from './evidence.ts';
import { saturatingWeights } from './saturating.ts';
import { listed, logits, people } from './words.ts';

const changed = ({ toApproved, toDenied }: RuntimeVerdict) => toApproved + toDenied;

/**
 * Decisions that depend on where the student runs, more than the teacher's do: seen here, or to be expected on other
 * processors of its 8-bit products.
 */
export const runtimeDependent: Detector = ({ teacher, student, runtimes }) => {
  const own = runtimes.find(({ file }) => file === 'student');
  const theirs = runtimes.find(({ file }) => file === 'teacher');
  const seen = own === undefined ? [] : differences(own, theirs);
  const saturating = saturates(student) && !saturates(teacher) ? weightsOf(student) : [];
  if (seen.length === 0 && saturating.length === 0) return [];
  const expected =
    saturating.length === 0
      ? ''
      : ` ${saturating.length === 1 ? 'Weights' : `${saturating.length} tensors of weights`} (${listed(saturating)}) are signed ` +
        'bytes beyond ±64 that are multiplied with bytes: on x86 processors with AVX2 and without VNNI such products saturate, ' +
        'and decisions differ from those here. Store weights as unsigned bytes, keep them within ±64, or set ' +
        'session.x64quantprecision where it helps.';
  return [
    {
      kind: 'runtime-dependent',
      severity: 'warning',
      title: seen.length > 0 ? 'Decisions depend on the runtime' : 'Decisions may depend on the processor',
      text: `${seen.join(' ')}${expected}`.trim(),
      lines: [],
    },
  ];
};

function differences(own: RuntimesOfFile, theirs: RuntimesOfFile | undefined): string[] {
  const places = [
    ['as they are', 'people'],
    ["after the teacher's actions", 'actions'],
  ] as const;
  return places.flatMap(([where, place]) => {
    const reference = own[place].find((one) => one.reference);
    return own[place].flatMap((verdict): string[] => {
      const before = theirs?.[place].find(({ name }) => name === verdict.name);
      if (verdict.failure !== null && before?.failure === null) {
        return place === 'people' ? [`The student does not run in ${verdict.name}: ${verdict.failure}.`] : [];
      }
      if (changed(verdict) <= (before === undefined ? 0 : changed(before))) return [];
      return [
        `${verdict.name} decides about ${people(changed(verdict))} of ${verdict.rows.toLocaleString('en')} ${where} otherwise than ` +
          `${reference?.name ?? 'the reference'} (margins up to ${logits(verdict.largestDifference ?? 0)} apart).`,
      ];
    });
  });
}

function weightsOf({ file }: BoundModel): string[] {
  return file.format === 'onnx' ? saturatingWeights(file.onnx) : [];
}

function saturates(model: BoundModel): boolean {
  return weightsOf(model).length > 0;
}
