declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent;
  export default component;
}

interface ImportMeta {
  /** Vite's: addresses of the files that fit a pattern, known when the site is built. */
  glob<Content>(
    pattern: string,
    options: { readonly query: '?url'; readonly import: 'default'; readonly eager: true },
  ): Readonly<Record<string, Content>>;
}

declare module '*.css';

/** Vite's: where a file lies once the site is built. */
declare module '*?url' {
  const address: string;
  export default address;
}
