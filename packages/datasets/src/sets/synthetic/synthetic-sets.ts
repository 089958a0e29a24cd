import { defineDataset } from '../../dataset/define-dataset.ts';
import { syntheticAbout } from './synthetic-about.ts';
import { syntheticDataset } from './synthetic-dataset.ts';

/** 2000 generated applicants on either side of a hyperplane; a linear model can be solved in closed form. */
export const syntheticLinear = defineDataset({
  ...syntheticAbout('linear'),
  load: () => syntheticDataset({ shape: 'linear' }),
});

/** 2000 generated applicants on either side of a boundary that bends in debt and tenure. */
export const syntheticCurved = defineDataset({
  ...syntheticAbout('curved'),
  load: () => syntheticDataset({ shape: 'curved' }),
});
