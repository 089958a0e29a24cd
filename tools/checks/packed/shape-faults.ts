import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { Packed } from './publish-all.ts';

/** Whether a package promises `require`, by any of its exports. */
function promisesRequire(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  return Object.entries(entry).some(([key, nested]) => key === 'require' || promisesRequire(nested));
}

/** Resolutions that nobody is promised: TypeScript's `node10` never is, CommonJS only where there is a `require`. */
function unpromised(exports: unknown): ReadonlySet<string> {
  return new Set(promisesRequire(exports) ? ['node10'] : ['node10', 'node16-cjs']);
}

function sentenceOf(problem: Problem): string {
  const entry = 'entrypoint' in problem ? ` of "${problem.entrypoint}"` : '';
  const resolution = 'resolutionKind' in problem ? ` under ${problem.resolutionKind}` : '';
  return `types are wrong (${problem.kind})${entry}${resolution}`;
}

/** What publint and are-the-types-wrong find in a tarball, in sentences. */
export async function shapeFaults({ manifest, tarball }: Packed): Promise<string[]> {
  const bytes = new Uint8Array(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  const analysis = await checkPackage(createPackageFromTarballData(bytes));
  const ignored = unpromised(manifest.exports);
  const problems = analysis.types === false ? [] : analysis.problems;
  return [
    ...messages
      .filter(({ type }) => type !== 'suggestion')
      .map((message) => formatMessage(message, pkg, { color: false }) ?? message.code),
    ...(analysis.types === false ? ['no types are in the tarball'] : []),
    ...problems
      .filter((problem) => !('resolutionKind' in problem && ignored.has(problem.resolutionKind)))
      .map(sentenceOf),
  ].map((fault) => `${manifest.name}: ${fault}`);
}
