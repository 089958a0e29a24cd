'use strict';
// TF.js registers its gradients when this package loads. As `require` it loads in a quarter of the time that `import`
// takes, which reads all of it for the names of its exports first.
require('@tensorflow/tfjs-layers');
