// Computes what the pictures of the site show and draws them: data/what-breaks.json and figures/what-breaks.svg.
import { writeFileSync } from 'node:fs';
import { computeWhatBreaks } from './compute-what-breaks.ts';
import { drawWhatBreaks } from './draw-what-breaks.ts';

/** The picture is of the first seed; the others say how much depends on it. */
const seeds = [0, 1, 2, 3, 4];

const site = new URL('../../', import.meta.url);
const scenes = [];
for (const seed of seeds) {
  const scene = await computeWhatBreaks(seed);
  const { promised, broken } = scene.measured;
  process.stderr.write(`what-breaks, seed ${seed}: ${broken} of ${promised} promises broken\n`);
  scenes.push(scene);
}
const [scene, ...others] = scenes;
if (scene !== undefined) {
  const data = { ...scene, otherSeeds: others.map(({ measured }) => measured) };
  writeFileSync(new URL('data/what-breaks.json', site), `${JSON.stringify(data)}\n`);
  writeFileSync(new URL('figures/what-breaks.svg', site), drawWhatBreaks(scene));
}
