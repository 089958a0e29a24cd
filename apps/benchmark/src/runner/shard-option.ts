/** `--shard`, the same wherever cells are run. */
export const shardOption = [
  '--shard <i/n>',
  'run the i-th of n parts of the cells, for as many machines (then: cfq merge)',
] as const;

/** `--estimate`, the same wherever cells are run. */
export const estimateOption = [
  '--estimate',
  'print about how long every shard takes, from finished cells, and run nothing',
] as const;
