import { expect, it } from 'vitest';
import { commandsInAClone } from './commands-in-a-clone.ts';

it('a command is shown as a clone runs it, without npm’s header where something else reads it', () => {
  const shown = commandsInAClone(
    'cfq run \\\n  --out cfq-results\n$ cfq table cfq-results > a.tex\nls cfq',
    'sh',
  );
  expect(shown.split('\n')).toEqual([
    ...['npm start -- run \\', '  --out cfq-results', '$ npm start --silent -- table cfq-results > a.tex'],
    'ls cfq',
  ]);
});

it('a package is installed once it is published, and what is no shell stays', () => {
  expect(commandsInAClone('npm install @cfq/metrics', 'bash')).toMatch(
    /^# Once .*\nnpm install @cfq\/metrics$/,
  );
  expect(commandsInAClone('npm install vitepress', 'bash')).toBe('npm install vitepress');
  expect(commandsInAClone('cfq run', 'text')).toBe('cfq run');
});
