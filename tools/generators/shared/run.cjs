// Nx loads generators with `require`; this loads the TypeScript without a compile step.
const { require: load } = require('tsx/cjs/api');
const { contribute } = load('./contribute.ts', __filename);
const { generatorKinds } = load('../kinds.ts', __filename);

for (const kind of Object.values(generatorKinds)) {
  exports[kind.kind] = (tree, options) => contribute(tree, kind, options);
}
