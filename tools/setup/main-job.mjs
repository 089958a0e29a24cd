// Builds what the `cfq` command needs and runs the main job: every method on German Credit, embedded data.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = (script, args, options = {}) => {
  const result = spawnSync(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args], {
    cwd: root,
    stdio: 'inherit',
    ...options,
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
};

run('../../node_modules/nx/dist/bin/nx.js', ['run', '@cfq/benchmark:bundle', '--output-style=static'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, NX_DAEMON: 'false' },
});
const chosen = process.argv.slice(2);
run(
  '../../apps/benchmark/dist/cli.js',
  chosen.length > 0
    ? chosen
    : [
        'run',
        '--dataset',
        'german',
        '--method',
        'fp32,lsq,pact,kd,mixedprec,cfq,cfq-faithful',
        '--bits',
        '4',
        '--seeds',
        '0-4',
      ],
);
