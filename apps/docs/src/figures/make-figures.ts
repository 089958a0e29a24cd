// Computes what the pictures of the site show and draws them: data/what-breaks.json and figures/what-breaks.svg.
import { writeFileSync } from 'node:fs';
import { computeWhatBreaks } from './compute-what-breaks.ts';
import { drawWhatBreaks } from './draw-what-breaks.ts';
import { usualDecay } from './usual-decay.ts';
import type { WhatBreaksScene } from './what-breaks-scene.ts';

/** The picture is of the seed in the middle by broken promises; the others say how much depends on it. */
const seeds = [0, 1, 2, 3, 4];

const site = new URL('../../', import.meta.url);
const usual: WhatBreaksScene[] = [];
const smooth: WhatBreaksScene[] = [];
for (const seed of seeds) {
  const scene = await computeWhatBreaks({ seed, decay: usualDecay });
  const smoother = await computeWhatBreaks({ seed });
  const words = [scene, smoother].map(({ measured }) => `${measured.broken} of ${measured.promised}`);
  process.stderr.write(
    `what-breaks, seed ${seed}: ${words[0]} promises broken, ${words[1]} of a smooth teacher\n`,
  );
  usual.push(scene);
  smooth.push(smoother);
}
const share = ({ measured }: WhatBreaksScene): number => measured.broken / measured.promised;
const scene = [...usual].sort((a, b) => share(a) - share(b))[usual.length >> 1];
if (scene !== undefined) {
  const others = usual.filter((one) => one !== scene);
  const data = {
    ...scene,
    otherSeeds: others.map(({ measured }) => measured),
    smoothTeachers: smooth.map(({ measured }) => measured),
  };
  writeFileSync(new URL('data/what-breaks.json', site), `${JSON.stringify(data)}\n`);
  writeFileSync(new URL('figures/what-breaks.svg', site), drawWhatBreaks(scene));
}
