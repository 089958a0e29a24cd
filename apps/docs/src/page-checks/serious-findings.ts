import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Elements of which many are alike: those beyond the first few. */
const alike = [
  ...['tbody tr:nth-child(n + 4)', 'pre .line:nth-child(n + 9)', 'svg g > :nth-child(n + 4)'],
  ...['li:nth-child(n + 12)', 'select option:nth-child(n + 4)', '.vp-doc > div > :nth-child(n + 60)'],
];

/** Parts of a text of which many are made alike, from the outside in; what names a link or a button stays. */
const parts =
  '.vp-doc :is(figure, table, details, div[class*=language-], p, ul, ol, blockquote):not(a *, button *, summary *)';
/** Parts of one make, in the same surroundings, that stay. */
const ofOneMake = 3;

/**
 * Runs in the page. The make of an element is what a rule can look at beside the words themselves: tag, classes, styles and roles of
 * it, of what it stands in and of all that stands in it, which attributes these have, and which of them are empty. Whatever has an
 * unusual colour, no name or no text is of a make of its own.
 */
const leaveFewOfEachMake = `(() => {
  const own = (one) => {
    const names = [...one.attributes].map(({ name, value }) => name + (value.trim() === '' ? '=' : ''));
    const told = ['class', 'style', 'role', 'type', 'fill', 'stroke'].map((name) => one.getAttribute(name));
    return [one.tagName, ...names, ...told, one.textContent.trim() === ''].join('|');
  };
  const around = (one) => (one === null ? '' : own(one) + '<' + around(one.parentElement));
  const counts = new Map();
  for (const part of document.querySelectorAll(${JSON.stringify(parts)})) {
    if (!part.isConnected) continue;
    const within = [...new Set([...part.querySelectorAll('*')].map(own))].sort();
    const make = [around(part), ...within].join('\\n');
    counts.set(make, (counts.get(make) ?? 0) + 1);
    if (counts.get(make) > ${ofOneMake}) part.remove();
  }
})()`;

/**
 * Takes out of a page what repeats what stands before it: rows of a table, lines of a program, marks of a figure, parts of the text
 * that are made as earlier ones are, and what comes late on a very long page. What is left shows every make of element, and is
 * looked at in a fraction of the time.
 */
export async function leaveOneOfEach(page: Page): Promise<void> {
  await page.evaluate(
    `document.querySelectorAll(${JSON.stringify(alike.join(', '))}).forEach((one) => one.remove())`,
  );
  await page.evaluate(leaveFewOfEachMake);
}

/**
 * What axe finds on a page, as it stands in a browser, that keeps people out: findings of serious and critical impact.
 *
 * @param within A selector of the part that is looked at. Default: everything.
 * @returns A line each: the rule, what it asks for, and the first elements that break it.
 */
export async function seriousFindings(
  page: Page,
  { within }: { readonly within?: string } = {},
): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(source);
  const options = { resultTypes: ['violations'], iframes: false };
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${within === undefined ? 'document' : JSON.stringify(within)}, ${JSON.stringify(options)})`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
      return `${page.url()}: ${id}: ${help}: ${nodes.length} times, first ${where.join(' and ')}`;
    });
}
