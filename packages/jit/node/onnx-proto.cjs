'use strict';
// As `require` the format's classes load in a third of the time that `import` takes; see gradients.cjs.
exports.onnx = require('onnx-proto').onnx;
