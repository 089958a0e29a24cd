import { packageBuild } from '../../tools/build/tsup.ts';

export default packageBuild({
  // Subpath imports (`imports` in package.json) are resolved where the package is used: Node or browser.
  external: [/^#/],
  // `import.meta.url` in the CommonJS build.
  shims: true,
});
