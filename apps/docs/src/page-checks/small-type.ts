import type { Page } from 'playwright-core';

/** Pixels that letters have at least: of words, of figures in a page and of drawings that it shows as images. */
const least = 11;

/** Runs in the page; indices of formulas are smaller by nature, and a scale may be rounded. */
const look = `(async () => {
  const found = new Map();
  const note = (size, words) => {
    if (size > 0 && size < ${least} - 0.05 && !found.has(words)) found.set(words, size);
  };
  // Words below the same chain of tags, classes and styles are as large as each other: one of them is looked at.
  const [numbers, chains, seen] = [new Map(), new WeakMap(), new Set()];
  const chainOf = (element) => {
    if (element === null) return 0;
    if (chains.has(element)) return chains.get(element);
    const own = [element.tagName, element.id, element.getAttribute('class'), element.getAttribute('style')];
    const key = [chainOf(element.parentElement), ...own].join('|');
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    chains.set(element, numbers.get(key));
    return numbers.get(key);
  };
  const isShown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement;
    const words = node.textContent.trim();
    if (words === '' || holder.closest('mjx-container, sub, sup, script, style') !== null) continue;
    if (!(holder instanceof SVGElement)) {
      const chain = chainOf(holder);
      if (seen.has(chain) || !isShown(holder)) continue;
      seen.add(chain);
    }
    const size = parseFloat(getComputedStyle(holder).fontSize);
    const matrix = holder instanceof SVGGraphicsElement ? holder.getScreenCTM() : null;
    if (matrix === null && size >= ${least}) continue;
    if (isShown(holder)) note(matrix === null ? size : size * Math.hypot(matrix.a, matrix.b), words.slice(0, 40));
  }
  for (const image of document.querySelectorAll('img')) {
    if (!/\\.svg(?:$|\\?)/.test(image.src) || image.width === 0 || !image.checkVisibility()) continue;
    const drawing = new DOMParser().parseFromString(await (await fetch(image.src)).text(), 'image/svg+xml');
    const root = drawing.documentElement;
    const wide = Number(root.getAttribute('viewBox')?.split(/[ ,]+/)[2] ?? root.getAttribute('width'));
    for (const text of drawing.querySelectorAll('text')) {
      const sized = text.closest('[font-size]')?.getAttribute('font-size') ?? '16';
      note((parseFloat(sized) * image.width) / wide, text.textContent + ' in ' + new URL(image.src).pathname);
    }
  }
  return [...found].map(([words, size]) => size.toFixed(1) + ' px: ' + words);
})()`;

/**
 * Words of a page, as it stands in a browser, that are too small to read: below 11 px.
 *
 * @returns A line each, at most five of a page.
 */
export async function smallType(page: Page): Promise<string[]> {
  const found = await page.evaluate<string[]>(look);
  return found.slice(0, 5).map((line) => `${page.url()}: type of ${line}`);
}
