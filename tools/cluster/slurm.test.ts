import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { hostname, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const missing = whyNot();
if (missing !== undefined) process.stderr.write(`Slurm: ${missing}: its test is left out\n`);

describe.skipIf(missing !== undefined)('the script for Slurm, on a Slurm of one node', () => {
  let folder: string;
  const daemons: ChildProcess[] = [];
  const at = (name: string) => join(folder, name);
  const environment = () => ({
    ...process.env,
    SLURM_CONF: at('slurm.conf'),
    PATH: `${at('bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    CFQ_OUT: at('results'),
  });
  const slurm = (command: string, ...words: string[]) =>
    execFileSync(command, words, { cwd: folder, env: environment(), encoding: 'utf8', stdio: 'pipe' });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cfq-slurm-'));
    for (const name of ['state', 'spool', 'bin']) mkdirSync(at(name));
    writeFileSync(at('bin/cfq'), '#!/bin/sh\necho "$SLURM_JOB_CPUS_PER_NODE processors: $*"\n');
    chmodSync(at('bin/cfq'), 0o755);
    writeFileSync(at('slurm.conf'), configuration(folder, await freePort(), await freePort()));
    for (const daemon of ['slurmctld', 'slurmd']) {
      daemons.push(spawn(daemon, ['-D'], { cwd: folder, env: environment(), stdio: 'ignore' }));
    }
    for (let state = ''; state !== 'idle';) {
      await delay(200);
      try {
        state = slurm('sinfo', '--noheader', '--format=%T').trim();
      } catch {
        // The controller is not up yet.
      }
    }
  }, 120_000);
  afterAll(async () => {
    for (const daemon of daemons) {
      const closed = once(daemon, 'close');
      daemon.kill('SIGTERM');
      await closed;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs every shard of an array once, with the processors it asked for', () => {
    const script = join(import.meta.dirname, 'slurm.sbatch');
    slurm('sbatch', '--wait', '--array=1-3', '--output', at('%a.out'), script, 'main', 'ablations');
    const ran = [1, 2, 3].map((task) => readFileSync(at(`${task}.out`), 'utf8').trim());
    expect(ran).toEqual(
      [1, 2, 3].map(
        (task) =>
          `2 processors: replicate main ablations --shard ${task}/3 --jobs 2 --out ${at(`results/part-${task}`)}`,
      ),
    );
  }, 120_000);
});

/** A cluster that is this machine, on two ports of its own, without accounts. */
function configuration(folder: string, controller: number, node: number): string {
  const name = hostname().split('.')[0];
  return `ClusterName=cfq
SlurmctldHost=${name}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmUser=root
AuthType=auth/none
CredType=cred/none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
MailProg=/bin/true
NodeName=${name} NodeAddr=127.0.0.1 CPUs=8 RealMemory=65536
PartitionName=all Nodes=ALL Default=YES State=UP
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** What the test lacks here. */
function whyNot(): string | undefined {
  if (process.getuid?.() !== 0) return 'its daemons want to be started by root';
  try {
    for (const daemon of ['slurmctld', 'slurmd']) execFileSync(daemon, ['-V'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'it is not installed';
  }
}
