import type { HeadConfig } from 'vitepress';

/** What the head of a page is made from. */
export interface PageAbout {
  readonly title: string;
  readonly description: string;
  /** Of the Markdown file, within the site. */
  readonly relativePath: string;
}

/** Characters of a description, about as many as a search engine shows. */
const mostCharacters = 200;

/**
 * What a page says of itself: its first paragraph in plain text, cut after the last sentence, or else word, that fits. Empty
 * where it has none.
 */
export function descriptionOf(markdown: string): string {
  const body = markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replaceAll(/^(`{3,}|\${2}).*$[\s\S]*?^\1\s*$/gm, '');
  const paragraph = body.split(/\n\s*\n/).find((block) => /^(?![#|<>!:\-*+\d]|\s)\S/.test(block.trimEnd()));
  if (paragraph === undefined) return '';
  const text = paragraph
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/[`*$\\]|(?<!\w)_|_(?!\w)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (text.length <= mostCharacters) return text;
  const start = text.slice(0, mostCharacters + 1);
  const sentence = Math.max(start.lastIndexOf('. '), start.lastIndexOf(': '));
  if (sentence > mostCharacters / 3) return `${start.slice(0, sentence)}.`;
  return `${start.slice(0, start.lastIndexOf(' '))} …`;
}

/**
 * What readers elsewhere are told of a page: Open Graph, and where the site has an address the page's own.
 *
 * @param address Of the site, with a slash at its end.
 */
export function headOf(
  { title, description, relativePath }: PageAbout,
  address: string | null,
): HeadConfig[] {
  const property = (name: string, content: string): HeadConfig => ['meta', { property: name, content }];
  const path = relativePath.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '.html');
  return [
    property('og:type', 'website'),
    property('og:site_name', 'CFQ'),
    property('og:title', title),
    property('og:description', description),
    ...(address === null
      ? []
      : [
          property('og:url', `${address}${path}`),
          ['link', { rel: 'canonical', href: `${address}${path}` }] as HeadConfig,
        ]),
  ];
}
