// Nx loads generators with `require`; this loads the TypeScript one without a compile step.
module.exports = require('tsx/cjs/api').require('./generator.ts', __filename).allocatorGenerator;
