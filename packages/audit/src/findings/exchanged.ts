import type { Feature } from '@cfq/datasets';
import { ndarray } from '@cfq/jit';
import type { Finding } from '../result/finding.ts';
import type { Detector, Evidence } from './evidence.ts';
import { listed, logits, people } from './words.ts';

/** People who are given every category in turn. */
const probed = 64;
/** Logits by which a category has to differ before anything is said of it. */
const apart = 0.01;
/** How many times nearer the other category has to be. */
const nearer = 4;

/**
 * Categories that the student takes for one another. Some people are given every category of a feature in turn, all else
 * being kept; where the student answers to one category as the teacher does to another, the columns of the feature have
 * been exchanged.
 */
export const exchanged: Detector = async (evidence) => {
  const { featureSpace, marginDifference, teacher, student } = evidence;
  if (teacher.reads === 'labels' || student.reads === 'labels') return [];
  if ((marginDifference.largest ?? 0) < apart) return [];
  const findings: Finding[] = [];
  for (const feature of featureSpace.features) {
    if (feature.kind !== 'categorical' || feature.width < 2) continue;
    evidence.signal?.throwIfAborted();
    findings.push(...(await exchangedCategories(feature, evidence)));
  }
  return findings;
};

async function exchangedCategories(feature: Feature, evidence: Evidence): Promise<Finding[]> {
  const { x, teacher, student, signal } = evidence;
  const { width: categories, start } = feature;
  const [n = 0, d = 0] = x.shape;
  const asked = Math.min(probed, n);
  const rows = new Float32Array(categories * asked * d);
  for (let category = 0; category < categories; category += 1) {
    for (let person = 0; person < asked; person += 1) {
      const from = Math.floor((person * n) / asked) * d;
      const at = (category * asked + person) * d;
      rows.set(x.data.subarray(from, from + d), at);
      rows.fill(0, at + start, at + start + categories);
      rows[at + start + category] = 1;
    }
  }
  const all = ndarray(rows, [categories * asked, d]);
  const [expected, actual] = [await teacher.margins(all, { signal }), await student.margins(all, { signal })];
  const distance = (own: number, other: number) => {
    let sum = 0;
    for (let person = 0; person < asked; person += 1) {
      sum += Math.abs(actual[own * asked + person]! - expected[other * asked + person]!);
    }
    return sum / asked;
  };
  const places = Array.from({ length: categories }, (_, category) => category);
  const takenFor = places.map((own) =>
    places.reduce((best, other) => (distance(own, other) < distance(own, best) ? other : best), own),
  );
  const moved = places.filter((own) => {
    const [far, near] = [distance(own, own), distance(own, takenFor[own]!)];
    return takenFor[own] !== own && far > apart && near * nearer < far;
  });
  // Each is taken for another, and no two for the same one: else they are only unlike.
  if (moved.length < 2 || new Set(moved.map((own) => takenFor[own])).size < moved.length) return [];
  if (!moved.every((own) => moved.includes(takenFor[own]!))) return [];
  const name = (category: number) => `"${feature.categories?.[category] ?? String(category)}"`;
  const hit = [...Array(n).keys()].filter((row) =>
    moved.some((category) => x.data[row * d + start + category] === 1),
  ).length;
  const largest = Math.max(...moved.map((own) => distance(own, own)));
  return [
    {
      kind: 'categories-exchanged',
      severity: 'error',
      title: `Categories of ${feature.name} are exchanged`,
      text:
        `Of "${feature.name}", the student answers to ${listed(moved.map((own) => `${name(own)} as the teacher does to ${name(takenFor[own]!)}`))}, ` +
        `all else being kept (up to ${logits(largest)} apart from its answer to the same category). It looks like a one-hot group ` +
        `whose columns were put in another order. It concerns ${people(hit)}, and everybody who is asked to change it.`,
      lines: [],
    },
  ];
}
