import * as Plot from '@observablehq/plot';
import { JSDOM } from 'jsdom';
import { svgElement } from '@cfq/benchmark';
import type { MarginField, PromisedAction, WhatBreaksScene } from './what-breaks-scene.ts';

const width = 470;
const plotHeight = 380;
const legendHeight = 88;
/** 11 px where the figure is as wide as a phone leaves it, 342 px. */
const fontSize = 15.2;
/** Legible on white and on near-black; in grey it is a mid tone, and nothing rests on it alone. */
const accent = '#e8590c';
const pattern = 'what-breaks-hatch';

/** The hatching of what the student takes away: lines, so that it reads in black and white. */
function hatch(document: Document): SVGElement {
  const line = svgElement(document, 'line', { y2: 6, stroke: accent, 'stroke-width': 2.4 });
  const tile = {
    id: pattern,
    patternUnits: 'userSpaceOnUse',
    width: 6,
    height: 6,
    patternTransform: 'rotate(45)',
  };
  return svgElement(document, 'defs', {}, [svgElement(document, 'pattern', tile, [line])]);
}

function legend(document: Document, bits: number): SVGElement {
  const element = (name: string, attributes: Readonly<Record<string, string | number>>) =>
    svgElement(document, name, { fill: 'none', ...attributes });
  const cross = 'M19,-5L29,5M19,5L29,-5';
  const entries: readonly (readonly [text: string, ...key: SVGElement[]])[] = [
    [
      'full-precision boundary',
      element('path', { d: 'M0,0H34', stroke: 'currentColor', 'stroke-width': 2.2 }),
    ],
    [
      `${bits}-bit boundary`,
      element('path', { d: 'M0,0H34', stroke: accent, 'stroke-width': 2.2, 'stroke-dasharray': '7 5' }),
    ],
    [
      'promise kept',
      element('path', { d: 'M2,0H20', stroke: 'currentColor', 'stroke-width': 1.2 }),
      element('circle', { cx: 24, r: 4, stroke: 'currentColor', 'stroke-width': 1.6 }),
      element('circle', { cx: 2, r: 2.4, fill: 'currentColor' }),
    ],
    [
      'promise broken',
      element('path', { d: 'M2,0H24', stroke: accent, 'stroke-width': 2 }),
      element('path', { d: cross, stroke: accent, 'stroke-width': 2.6 }),
      element('circle', { cx: 2, r: 2.4, fill: 'currentColor' }),
    ],
    [
      `approved at full precision, denied at ${bits} bits`,
      element('rect', { y: -8, width: 34, height: 16, fill: `url(#${pattern})`, stroke: accent }),
    ],
  ];
  const rows = entries.map(([text, ...key], at) => {
    const place = `translate(${at % 2 === 0 ? 56 : 300},${plotHeight + 22 + 26 * Math.floor(at / 2)})`;
    const label = svgElement(
      document,
      'text',
      { x: 44, dy: '0.34em', fill: 'currentColor', 'text-anchor': 'start' },
      text,
    );
    return svgElement(document, 'g', { transform: place }, [...key, label]);
  });
  return svgElement(document, 'g', { 'aria-hidden': 'true' }, rows);
}

const covering = ({ fieldX, fieldY }: WhatBreaksScene, { columns, rows }: MarginField) => ({
  width: columns,
  height: rows,
  x1: fieldX[0],
  x2: fieldX[1],
  y1: fieldY[0],
  y2: fieldY[1],
  thresholds: [0],
  clip: true,
});

const from = { x: (person: PromisedAction) => person.from[0], y: (person: PromisedAction) => person.from[1] };
const to = { x: (person: PromisedAction) => person.to[0], y: (person: PromisedAction) => person.to[1] };
const action = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };

/** Which side is which, written where both models are sure. */
function sides({
  x,
  y,
}: WhatBreaksScene): { readonly x: number; readonly y: number; readonly text: string }[] {
  const at = ([low, high]: readonly [number, number], share: number): number => low + share * (high - low);
  return [
    { x: at(x.domain, 0.12), y: at(y.domain, 0.84), text: 'both deny' },
    { x: at(x.domain, 0.78), y: at(y.domain, 0.22), text: 'both approve' },
  ];
}

function marks(scene: WhatBreaksScene, document: Document): Plot.Markish[] {
  const { teacher, student, people } = scene;
  const lost = teacher.values.map((margin, at) => Math.min(margin, -(student.values[at] ?? 0)));
  const kept = people.filter((person) => person.kept);
  const broken = people.filter((person) => !person.kept);
  return [
    () => hatch(document),
    Plot.contour(lost, { ...covering(scene, teacher), fill: `url(#${pattern})`, stroke: 'none' }),
    Plot.contour(teacher.values, { ...covering(scene, teacher), stroke: 'currentColor', strokeWidth: 2.2 }),
    Plot.contour(student.values, {
      ...covering(scene, student),
      stroke: accent,
      strokeWidth: 2.2,
      strokeDasharray: '7 5',
    }),
    Plot.link(kept, { ...action, stroke: 'currentColor', strokeOpacity: 0.6, strokeWidth: 1.2 }),
    Plot.link(broken, { ...action, stroke: accent, strokeWidth: 2 }),
    Plot.dot(people, { ...from, r: 2.4, fill: 'currentColor' }),
    Plot.dot(kept, { ...to, r: 4, stroke: 'currentColor', strokeWidth: 1.6 }),
    Plot.dot(broken, { ...to, r: 5, symbol: 'times', stroke: accent, strokeWidth: 2.6 }),
    Plot.text(sides(scene), { x: 'x', y: 'y', text: 'text', fontStyle: 'italic', fillOpacity: 0.75 }),
    Plot.frame({ strokeOpacity: 0.4 }),
    () => legend(document, scene.measured.bits),
  ];
}

/**
 * The picture of what breaks, as the text of an SVG file: both boundaries, the strip between them in which
 * promises break, and promised actions. Its ink is `currentColor`, so that it follows the page it stands in; kept
 * and broken differ in shape, not in colour alone.
 */
export function drawWhatBreaks(scene: WhatBreaksScene): string {
  const { document } = new JSDOM('').window;
  const axis = ({ label, domain }: WhatBreaksScene['x']): Plot.ScaleOptions => ({
    label,
    domain: [...domain],
    labelAnchor: 'center',
    labelArrow: 'none',
    ticks: 6,
  });
  const plot = Plot.plot({
    document,
    width,
    height: plotHeight,
    marginTop: 8,
    marginRight: 8,
    marginBottom: 46,
    marginLeft: 56,
    x: axis(scene.x),
    y: axis(scene.y),
    marks: marks(scene, document),
  });
  plot.querySelector('style')?.remove();
  const svg: Readonly<Record<string, string>> = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${plotHeight + legendHeight}`,
    height: String(plotHeight + legendHeight),
    class: 'what-breaks',
    role: 'img',
    'aria-labelledby': 'what-breaks-title',
    'font-size': String(fontSize),
    style: 'max-width: 100%; height: auto; overflow: visible',
  };
  for (const [key, value] of Object.entries(svg)) plot.setAttribute(key, value);
  const { bits, denied } = scene.measured;
  const title = `Two decision boundaries and the actions promised to some of ${denied} denied people; between the boundaries the ${bits}-bit model breaks the promise`;
  plot.prepend(svgElement(document, 'title', { id: 'what-breaks-title' }, title));
  let clips = 0;
  const numbers = new Map<string, number>();
  return `${plot.outerHTML.replaceAll(/plot-clip-(\d+)/g, (_, id: string) => {
    if (!numbers.has(id)) numbers.set(id, (clips += 1));
    return `what-breaks-clip-${numbers.get(id)}`;
  })}\n`;
}
