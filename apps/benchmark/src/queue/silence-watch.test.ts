import { describe, expect, it } from 'vitest';
import { silenceWatch } from './silence-watch.ts';

describe('silenceWatch', () => {
  const watching = () => {
    let time = 1000;
    const watch = silenceWatch(30, 30, () => time);
    const beats = { one: 0, other: 0 };
    const look = (later: number): string[] => {
      time += later;
      return watch
        .look(Object.entries(beats).map(([claim, count]) => ({ claim, beats: count })))
        .map(({ claim }) => claim);
    };
    return { beats, watch, look };
  };

  it('names those who have not been heard of for long enough, and none sooner', () => {
    const { beats, look } = watching();
    expect(look(0)).toEqual([]);
    beats.other += 1;
    expect(look(15)).toEqual([]);
    beats.other += 1;
    expect(look(14)).toEqual([]);
    expect(look(1)).toEqual(['one']);
    expect(look(14)).toEqual(['one']);
    expect(look(15)).toEqual(['one', 'other']);
  });

  it('begins anew where one is heard of again, or the claim is another', () => {
    const { beats, watch, look } = watching();
    look(0);
    look(20);
    beats.one += 1;
    expect(look(10)).toEqual(['other']);
    expect(look(20)).toEqual(['other']);
    expect(watch.look([{ claim: 'third', beats: 0 }])).toEqual([]);
  });

  it('holds nobody silent for a time in which it did not look, or could not', () => {
    const { watch, look } = watching();
    look(0);
    look(29);
    expect(look(3600)).toEqual([]);
    watch.forget();
    expect(look(2)).toEqual([]);
    expect(look(29)).toEqual([]);
    expect(look(1)).toEqual(['one', 'other']);
  });
});
