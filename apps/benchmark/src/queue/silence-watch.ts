/** A claim and how many signs of life its holder has given. */
interface Beating {
  readonly claim: string;
  readonly beats: number;
}

/** What one process has seen of the holders of claims. */
export interface SilenceWatch {
  /** Silence after which a holder counts as gone, in seconds. */
  readonly seconds: number;
  /** Looks at every claim there is; those whose holders have been silent for too long. */
  look<Claim extends Beating>(claims: readonly Claim[]): readonly Claim[];
  /** After a time in which nothing could be seen: everybody counts as just heard of. */
  forget(): void;
}

/**
 * Watches claims by a clock that is only ever compared with itself, so that neither the clock of the database nor that of another
 * machine matters, and counts only time in which it was looking, so that a database that was away makes nobody silent.
 *
 * @param seconds of silence after which a holder counts as gone
 * @param longestGap seconds between two looks above which the time between them does not count
 * @param now steady seconds
 */
export function silenceWatch(
  seconds: number,
  longestGap: number,
  now: () => number = () => performance.now() / 1000,
): SilenceWatch {
  let seen = new Map<string, { readonly beats: number; readonly silent: number }>();
  let last: number | undefined;
  return {
    seconds,
    look(claims) {
      const time = now();
      const gap = last === undefined || time - last > longestGap ? 0 : time - last;
      last = time;
      seen = new Map(
        claims.map(({ claim, beats }) => {
          const before = seen.get(claim);
          return [claim, { beats, silent: before?.beats === beats ? before.silent + gap : 0 }];
        }),
      );
      return claims.filter(({ claim }) => seen.get(claim)!.silent >= seconds);
    },
    forget() {
      seen = new Map();
      last = undefined;
    },
  };
}
