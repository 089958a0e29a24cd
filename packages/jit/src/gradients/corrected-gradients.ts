import * as tf from '@tensorflow/tfjs-core';

import type { Correction, Corrections } from './correction.ts';
import { convolutionGradients } from './convolution-gradients.ts';
import { elementwiseGradients } from './elementwise-gradients.ts';
import { flatGradients } from './flat-gradients.ts';
import { indexingGradients } from './indexing-gradients.ts';
import { layoutGradients } from './layout-gradients.ts';
import { normalizationGradients } from './normalization-gradients.ts';
import { poolGradients } from './pool-gradients.ts';
import { productGradients } from './product-gradients.ts';
import { reductionGradients } from './reduction-gradients.ts';
import { resizeGradients } from './resize-gradients.ts';
import { softmaxGradients } from './softmax-gradients.ts';

/** Gradients that replace, or complete, those of TF.js 4.22; each family says what was wrong. */
export const correctedGradients: Corrections = {
  ...convolutionGradients,
  ...elementwiseGradients,
  ...flatGradients,
  ...indexingGradients,
  ...layoutGradients,
  ...normalizationGradients,
  ...poolGradients,
  ...productGradients,
  ...reductionGradients,
  ...resizeGradients,
  ...softmaxGradients,
};

function configOf(kernelName: string, { inputs, outputs, gradient }: Correction): tf.GradConfig {
  return {
    kernelName,
    ...(inputs === 'all' ? { saveAllInputs: true } : { inputsToSave: [...inputs] }),
    // TF.js reads it while the kernel runs.
    get outputsToSave() {
      return outputs === undefined ? [] : [...outputs()];
    },
    gradFunc: (dy, saved, attrs) => {
      const dys = Array.isArray(dy) ? dy : [dy];
      return gradient(dys[0]!, saved, attrs, dys);
    },
  };
}

/** Installs the corrections over the gradients TF.js has registered. */
export function correctGradients(): void {
  for (const [kernelName, correction] of Object.entries(correctedGradients)) {
    tf.registerGradient(configOf(kernelName, correction as Correction));
  }
}
