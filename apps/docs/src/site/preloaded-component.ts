import type { Plugin } from 'vitepress';

/** A component that pages are to load at once, and where the build put it. */
export interface PreloadedComponent {
  readonly plugin: Plugin;
  /** Paths of its script and of those which that imports, within the site; empty until the client is built. */
  files(): readonly string[];
}

/** A script of a build, as far as this needs it. */
interface Chunk {
  readonly type: string;
  readonly fileName: string;
  readonly moduleIds?: readonly string[];
  readonly imports?: readonly string[];
}

/**
 * Remembers which scripts a component was built into. A page learns only when its own script runs that it needs the component:
 * told in its head, the browser fetches both side by side.
 *
 * @param component Its file name, such as `LivePage.vue`.
 */
export function preloadedComponent(component: string): PreloadedComponent {
  let found: readonly string[] = [];
  return {
    plugin: {
      name: 'preloaded-component',
      generateBundle(_options, bundle) {
        const files = scriptsOf(component, Object.values(bundle));
        // The server's build has other names, and comes too.
        if (files.every((file) => file.startsWith('assets/'))) found = files;
      },
    },
    files: () => found,
  };
}

/** The script that holds a component, and those it imports: paths within the build. */
export function scriptsOf(component: string, bundle: readonly Chunk[]): string[] {
  const chunks = new Map(bundle.filter(({ type }) => type === 'chunk').map((one) => [one.fileName, one]));
  const own = [...chunks.values()].find(({ moduleIds = [] }) =>
    moduleIds.some((id) => id.endsWith(`/${component}`)),
  );
  return own === undefined
    ? []
    : [own.fileName, ...(own.imports ?? []).filter((name) => /\/chunks\//.test(name))];
}
