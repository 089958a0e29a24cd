import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as S3 from '@aws-sdk/client-s3';
import { build } from 'esbuild';

/**
 * The client of S3 as `require` finds it anywhere else, in one file. Parts of it have a build for bundlers that leaves out the
 * endings of its imports, and the condition `module`, by which tests resolve packages, leads Node to that.
 */
export async function bundledS3Client(): Promise<typeof S3> {
  const folder = mkdtempSync(join(tmpdir(), 'cfq-s3-client-'));
  const outfile = join(folder, 'client.cjs');
  try {
    await build({
      stdin: { contents: "module.exports = require('@aws-sdk/client-s3');", resolveDir: import.meta.dirname },
      ...{ outfile, bundle: true, platform: 'node', format: 'cjs', conditions: [], logLevel: 'error' },
    });
    return createRequire(import.meta.url)(outfile) as typeof S3;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
