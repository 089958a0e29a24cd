import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-cluster-'));
  for (const name of ['cfq', 'npx', 'npm']) {
    writeFileSync(join(folder, name), '#!/bin/sh\nfor word in "$@"; do printf "%s " "$word"; done\n');
    chmodSync(join(folder, name), 0o755);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const here = (name: string) => join(import.meta.dirname, name);
const asked = (
  command: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) =>
  execFileSync(command, words, {
    env: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`, ...environment },
    encoding: 'utf8',
  }).trim();

describe('the script for Slurm', () => {
  const task = (id: number, least: number) =>
    asked('bash', [here('slurm.sbatch'), 'main', 'ablations'], {
      SLURM_ARRAY_TASK_ID: String(id),
      SLURM_ARRAY_TASK_MIN: String(least),
      SLURM_ARRAY_TASK_COUNT: '4',
      SLURM_CPUS_PER_TASK: '2',
      CFQ_OUT: 'shared folder',
    });

  it('runs the shard of its task, from wherever the array counts', () => {
    expect(task(1, 1)).toBe('replicate main ablations --shard 1/4 --jobs 2 --out shared folder/part-1');
    expect(task(3, 0)).toBe('replicate main ablations --shard 4/4 --jobs 2 --out shared folder/part-4');
  });

  it('says how it is started where it is no array', () => {
    expect(() => asked('bash', [here('slurm.sbatch')])).toThrow(/sbatch --array=1-N/);
  });
});

describe('the job for Kubernetes', () => {
  const job = parse(readFileSync(here('kubernetes-job.yaml'), 'utf8')) as {
    spec: {
      completions: number;
      completionMode: string;
      template: { spec: { containers: { command: string[]; args: string[] }[] } };
    };
  };

  it('runs as many shards as it completes pods, each once', () => {
    const { completions, completionMode, template } = job.spec;
    expect(completionMode).toBe('Indexed');
    const [{ command, args }] = template.spec.containers as [{ command: string[]; args: string[] }];
    const ran = Array.from({ length: completions }, (_, index) =>
      asked(command[0]!, [...command.slice(1), ...args], { JOB_COMPLETION_INDEX: String(index) }),
    );
    expect(ran[0]).toBe('--yes @cfq/benchmark replicate main --shard 1/8 --jobs 2 --out /results/part-1');
    expect(ran.map((line) => /--shard (\d+)\/8/.exec(line)?.[1])).toEqual(
      Array.from({ length: completions }, (_, index) => String(index + 1)),
    );
  });
});

describe('the job for Kubernetes, read by kubectl', () => {
  /** The whole file as the tool has it in a dry run; undefined where there is no tool. */
  const dryRun = (): unknown => {
    const words = ['set', 'image', '--local', '--dry-run=client', '-o', 'json', '-f'];
    try {
      return JSON.parse(
        execFileSync('kubectl', [...words, here('kubernetes-job.yaml'), 'cfq=example/cfq'], {
          encoding: 'utf8',
        }),
      );
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  };

  it('says nothing that Kubernetes does not know, which would be left out', ({ skip }) => {
    const read = dryRun();
    if (read === undefined) {
      skip('kubectl is not installed');
      return;
    }
    const text = readFileSync(here('kubernetes-job.yaml'), 'utf8');
    expect(read).toMatchObject(parse(text.replace('node:22-slim', 'example/cfq')) as object);
  });
});

describe('the matrix for GitHub', () => {
  const { jobs } = parse(readFileSync(here('github-matrix.yml'), 'utf8')) as {
    jobs: {
      shard: { strategy: { matrix: { shard: number[] } }; steps: { run?: string }[] };
      merge: { needs: string; steps: { run?: string }[] };
    };
  };
  const runOf = ({ steps }: { steps: { run?: string }[] }) => steps.flatMap(({ run }) => run ?? [])[0]!;

  it('runs every shard and joins them', () => {
    const { shard } = jobs.shard.strategy.matrix;
    const ran = shard.map((index) =>
      asked('sh', ['-c', runOf(jobs.shard).replaceAll('${{ matrix.shard }}', String(index))]),
    );
    expect(ran).toEqual(
      shard.map(
        (index) => `start --silent -- replicate main --shard ${index}/${shard.length} --out part-${index}`,
      ),
    );
    expect(jobs.merge.needs).toBe('shard');
    expect(asked('sh', ['-c', runOf(jobs.merge)])).toBe('start --silent -- merge parts/part-* --out results');
  });
});
