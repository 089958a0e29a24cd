import { takeRows } from '@cfq/jit';
import { leadingReasons } from '../reasons/leading-reasons.ts';
import type { ReasonsOfBoth } from '../reasons/reasons-agreement.ts';
import { referencePeople } from '../reasons/reference-people.ts';
import type { AuditProblem } from './audit-problem.ts';
import type { MeasuredPair } from './pair.ts';

/** People who are approved, but only just, with whom the denied are compared. */
const references = 10;

/** The leading reasons of both files for everybody whom both deny; nobody's where nobody is approved. */
export async function reasonsOfPair(
  problem: Pick<AuditProblem, 'teacher' | 'student' | 'people' | 'signal' | 'onProgress'>,
  { x, teacherMargins, studentMargins }: MeasuredPair,
  count: number,
): Promise<ReasonsOfBoth> {
  const { signal, onProgress } = problem;
  const reference = referencePeople(teacherMargins, references);
  const denied = [...teacherMargins.keys()].filter(
    (row) => reference.length > 0 && !(teacherMargins[row]! > 0) && !(studentMargins[row]! > 0),
  );
  const of = async (file: 'teacher' | 'student') =>
    leadingReasons({
      model: problem[file],
      x: takeRows(x, denied),
      references: takeRows(x, reference),
      featureSpace: problem.teacher.featureSpace,
      count,
      signal,
      onProgress: (share) =>
        onProgress?.({ step: 'reasons', share: (share + (file === 'student' ? 1 : 0)) / 2 }),
    });
  return {
    lines: denied.map((row) => problem.people.lines[row]!),
    teacher: await of('teacher'),
    student: await of('student'),
    count,
    references: reference.length,
  };
}
