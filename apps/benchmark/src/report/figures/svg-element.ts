import { visible } from '../../command-line/seen/visible.ts';

/** An SVG element with attributes, and a text or children. */
export function svgElement(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: string | readonly Element[] = [],
): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, visible(String(value)));
  if (typeof content === 'string') element.textContent = visible(content);
  else element.append(...content);
  return element;
}
