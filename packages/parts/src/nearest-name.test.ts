import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

describe('nearestName', () => {
  it('ignores case and takes the smallest edit distance', () => {
    expect(nearestName('CFQ_faithful', ['cfq', 'cfq-faithful', 'lsq'])).toBe('cfq-faithful');
    expect(nearestName('lsk', ['kd', 'lsq'])).toBe('lsq');
  });

  it('counts replaced, added and left out letters once each', () => {
    // kitten → sitting is the textbook's distance 3: as near as three letters more, nearer than four.
    expect(nearestName('kitten', ['kittenabcd', 'sitting'])).toBe('sitting');
    expect(nearestName('kitten', ['kittenabc', 'sitting'])).toBe('kittenabc');
    expect(nearestName('intention', ['execution'])).toBeUndefined();
  });

  it('knows no neighbour in an empty registry', () => {
    expect(nearestName('x', [])).toBeUndefined();
  });
});
