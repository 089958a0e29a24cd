import { describe, expect, it } from 'vitest';
import { commandProblems } from '@cfq/benchmark';
import { repositoryDocuments } from './repository-documents.ts';
import { shellCommands } from './shell-commands.ts';

const fence = (...lines: string[]): string => ['```sh', ...lines, '```'].join('\n');

describe('shellCommands', () => {
  it('finds cfq commands in shell fences, joined over line ends and cut at a redirection', () => {
    const markdown = fence(
      'npm install',
      'cfq run --bits 4 \\',
      '  --seeds "0-4" > cells.json',
      '$ npx cfq list methods',
    );
    expect(shellCommands('a.md', markdown)).toEqual([
      { name: 'a.md:4', arguments: ['run', '--bits', '4', '--seeds', '0-4'] },
      { name: 'a.md:5', arguments: ['list', 'methods'] },
    ]);
  });

  it('knows the form of a clone', () => {
    expect(shellCommands('a.md', fence('npm start -- list methods # all'))).toEqual([
      { name: 'a.md:2', arguments: ['list', 'methods'] },
    ]);
  });
});

describe('commandProblems', () => {
  const problems = (line: string) => commandProblems(line.split(' '));

  it('accepts what can be run', () => {
    expect(problems('run --dataset german --method lsq --bits 4 --seeds 0-1')).toEqual([]);
    expect(problems('datasets verify')).toEqual([]);
    expect(problems('run --config study.yaml --seeds 0')).toEqual([]);
    expect(problems('run --config study.yaml --seed 0')).toContain('unknown flag --seed');
    expect(problems('replicate main theory --quick')).toEqual([]);
    expect(problems('tune --dataset german --method cfq --grid eta=1,2 lambda=0.1')).toEqual([]);
  });

  it('names unknown commands, flags and data sets, bad values and missing parts', () => {
    expect(problems('runn')).toEqual(['unknown command runn']);
    expect(problems('run --dataset german --method lsq --bit 4')).toContain('unknown flag --bit');
    expect(problems('run --dataset german')).toEqual([
      expect.stringContaining('--method: name at least one'),
    ]);
    expect(problems('run --dataset germany --method lsq')).toEqual(['unknown dataset germany']);
    expect(problems('run --dataset german --method lsd')).toEqual(['unknown method lsd']);
    expect(problems('run --dataset german --method lsq --seeds 4-0')).toEqual([
      expect.stringContaining('--seeds'),
    ]);
    expect(problems('list')).toEqual([expect.stringContaining('wrong number')]);
    expect(problems('replicate main al')).toEqual([expect.stringContaining('"al"')]);
    expect(problems('tune --dataset german --method cfq --grid etta=1')).toEqual([
      expect.stringContaining('"etta"'),
    ]);
    expect(problems('run --dataset german --method cfq --override eta')).toEqual([
      expect.stringContaining('name=value'),
    ]);
  });
});

const documents = await repositoryDocuments();
const commands = documents.flatMap(({ file, markdown }) => shellCommands(file, markdown));

describe('the cfq commands that the documents show', () => {
  it.each(commands.map((command) => [command.name, command] as const))('%s can be run', (_, command) => {
    expect(commandProblems(command.arguments)).toEqual([]);
  });
});
