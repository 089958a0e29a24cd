import { distilFromScratch } from './distil-from-scratch.ts';
import type { StartStage } from './start-stage.ts';

/** A full-precision model of the teacher's shape that starts from fresh weights and learns the teacher's logits first. */
export const distilled: StartStage = {
  name: 'distilled',
  description: 'a fresh model that learned the teacher’s logits',
  options: {},
  make: async (setting) => ({ parameters: await distilFromScratch(setting), masks: [] }),
};
