import { audit, parseLimitExpression, type AuditResult, type RuntimeVerdict } from '../../index.ts';
import { boundNetwork } from '../../testing/bound-network.ts';
import { loans, loanTeacher, spaceOf } from '../../testing/loans.ts';
import { atTwoBits, biasMoved } from '../../testing/planted.ts';

const verdict = (name: string, change: Partial<RuntimeVerdict> = {}): RuntimeVerdict => ({
  ...{ name, runtime: 'native', optimization: 'all', reference: false, failure: null, rows: 300 },
  ...{ toApproved: 0, toDenied: 0, largestDifference: 0 },
  ...change,
});

/**
 * An audit to render: of loans, with a student that has one layer at two bits and a bias that is off, limits of which some
 * are missed, and runtimes as they might be.
 */
export async function exampleAudit(): Promise<AuditResult> {
  const people = loans(300);
  const space = spaceOf(people);
  const network = loanTeacher(people, space);
  await using teacher = await boundNetwork(network, space);
  await using student = await boundNetwork(biasMoved(atTwoBits(network, 0), -0.35), space);
  const sha256 = 'c0ffee'.padEnd(64, '0');
  const result = await audit({
    ...{ teacher, student, people },
    source: { csv: { path: 'data/loans.csv', sha256 }, schema: { path: 'data/loans.yaml', sha256 } },
    limits: parseLimitExpression(
      'flips<=0.5%, vd@0.2<=1%, near-miss>=0.9, accuracy-drop<=1%, subgroup-gap<=5%',
    ),
    ...{ resamples: 30, solverOptions: { preset: 'fast' }, margins: [0, 0.2, 0.8] },
    command:
      'cfq audit --teacher teacher.onnx --student student.onnx --data data/loans.csv --schema data/loans.yaml',
  });
  const first = verdict('native, default', { reference: true });
  return {
    ...result,
    runtimes: [
      { file: 'teacher', people: [first, verdict('native, exact', { optimization: 'basic' })], actions: [] },
      {
        file: 'student',
        people: [first, verdict('WebAssembly', { runtime: 'wasm', toDenied: 2, largestDifference: 0.0123 })],
        actions: [first, verdict('WebAssembly', { runtime: 'wasm', failure: 'no kernel', rows: 0 })],
      },
    ],
  };
}
