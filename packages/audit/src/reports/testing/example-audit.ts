import { audit, parseLimitExpression, type AuditResult } from '../../index.ts';
import { boundNetwork } from '../../testing/bound-network.ts';
import { loans, loanTeacher, spaceOf } from '../../testing/loans.ts';
import { atTwoBits, biasMoved } from '../../testing/planted.ts';

/** An audit to render: of loans, with one layer of the student at two bits, and limits of which some are missed. */
export async function exampleAudit(): Promise<AuditResult> {
  const people = loans(300);
  const space = spaceOf(people);
  const network = loanTeacher(people, space);
  await using teacher = await boundNetwork(network, space);
  await using student = await boundNetwork(biasMoved(atTwoBits(network, 0), -0.35), space);
  const sha256 = 'c0ffee'.padEnd(64, '0');
  return await audit({
    ...{ teacher, student, people },
    source: { csv: { path: 'data/loans.csv', sha256 }, schema: { path: 'data/loans.yaml', sha256 } },
    limits: parseLimitExpression(
      'flips<=0.5%, vd@0.2<=1%, near-miss>=0.9, accuracy-drop<=1%, subgroup-gap<=5%',
    ),
    ...{ resamples: 60, solverOptions: { preset: 'fast' }, margins: [0, 0.2, 0.4, 0.8] },
    runtimes: { teacher: { people }, student: { people } },
    command:
      'cfq audit --teacher teacher.onnx --student student.onnx --data data/loans.csv --schema data/loans.yaml',
  });
}
