// Draws what every quantizer makes of a layer of German Credit's teacher: figures/quantizers/<name>.svg.
import { writeFileSync } from 'node:fs';
import { datasets, prepareDataset } from '@cfq/datasets';
import { quantizers, type Quantizer } from '@cfq/quantizers';
import { mlp, trainTeacher } from '@cfq/training';
import { drawLevels } from './draw-levels.ts';
import { rectifiedOutputs } from './rectified-outputs.ts';
import { scenesOfLevels } from './levels-of.ts';

const seed = 0;
const dataset = prepareDataset(await datasets.german.load(), { seed });
const model = mlp({ inputWidth: dataset.featureSpace.width });
const { parameters } = await trainTeacher({ model, dataset, seed });
const outputs = rectifiedOutputs(dataset.train.x, parameters['dense0']!);
const weights = parameters['dense1']!.weight;
for (const quantizer of Object.values<Quantizer>(quantizers)) {
  const { name, roles } = quantizer;
  const scene = roles.includes('weight')
    ? scenesOfLevels(quantizer, weights, 'the weights of a layer')
    : scenesOfLevels(quantizer, outputs, 'the rectified outputs of a layer');
  writeFileSync(new URL(`../../../figures/quantizers/${name}.svg`, import.meta.url), drawLevels(scene));
}
