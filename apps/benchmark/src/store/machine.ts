import { arch, cpus, platform } from 'node:os';

/** What a cell was computed on, for whoever asks why two runs differ: kind of processor, system and Node; no name. */
export const machine = [
  cpus()[0]?.model.trim() || 'unknown processor',
  `${platform()}-${arch()}`,
  `Node ${process.version}`,
].join(', ');
