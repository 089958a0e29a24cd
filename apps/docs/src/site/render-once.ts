import type { MarkdownRenderer } from 'vitepress';

/**
 * Makes a renderer remember every page. A build renders each for itself and, in the bundle for browsers and again in the one that
 * writes the pages, for the index of the search; most of the time goes into programs that are coloured and formulas that are set.
 */
export function renderOnce(md: MarkdownRenderer): void {
  const render = md.render.bind(md);
  const known = new Map<string, { readonly html: string; readonly found: object }>();
  md.render = (source: string, env: { readonly relativePath?: string } = {}) => {
    const key = `${env.relativePath ?? ''}\n${source}`;
    const earlier = known.get(key);
    if (earlier !== undefined) {
      // What a rendering tells of a page, beside its text: headings, links, scripts, front matter.
      Object.assign(env, earlier.found);
      return earlier.html;
    }
    const given = new Set(Object.keys(env));
    const html = render(source, env);
    const found = Object.fromEntries(Object.entries(env).filter(([name]) => !given.has(name)));
    known.set(key, { html, found });
    return html;
  };
}
