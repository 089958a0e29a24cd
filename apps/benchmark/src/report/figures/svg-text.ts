/** A drawing as text that is whole both as HTML and as XML: HTML leaves `<` in attributes as it is, XML does not have it there. */
export function svgText({ outerHTML }: Element): string {
  return outerHTML.replace(/aria-label="[^"]*"/g, (label) => label.replaceAll('<', '&lt;'));
}
