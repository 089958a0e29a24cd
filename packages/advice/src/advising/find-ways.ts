import { askSolver, type ScoredAction, type Search } from './ask-solver.ts';
import { dominates } from './dominates.ts';
import type { Ask } from './locked-limits.ts';

/** What was found for one person. */
export interface Ways {
  /** No two change the same features, none asks for all of another and more; the cheapest first. */
  readonly actions: readonly ScoredAction[];
  /** Whether the deadline came before anything was found. */
  readonly timedOut: boolean;
}

/** What the search is to find. */
export interface WaysWanted {
  /** κ: what every action reaches at the file. */
  readonly promised: number;
  /** How many different ways. */
  readonly alternatives: number;
}

/** How often the solver aims higher where what it found does not hold at the file. */
const mostRaises = 3;

/** How many answers a solver is asked for, for each one that is wanted: several may change the same features. */
const answersPerWay = 3;

/** How many combinations of features are left out in search of another way, for each one that is wanted. */
const asksPerWay = 4;

/** One person in the middle of the search. */
interface Seeker {
  readonly person: number;
  readonly ways: Map<string, ScoredAction>;
  timedOut: boolean;
  /** How far the best answer fell short at the file, where none held. */
  shortfall: number;
  /** Features to leave out that have not been tried. */
  readonly untried: (readonly string[])[];
  readonly seen: Set<string>;
}

/**
 * Different ways for each person: answers of the solver that hold at the file in values that exist. Where none does, the
 * solver aims higher by what was missing; where there are fewer than wanted, features of what was found are left out.
 */
export async function findWays(search: Search, wanted: WaysWanted): Promise<Ways[]> {
  const { promised, alternatives } = wanted;
  const seekers = search.own.map((_, person): Seeker => ({
    ...{ person, ways: new Map<string, ScoredAction>(), timedOut: false, shortfall: 0 },
    ...{ untried: [], seen: new Set([keyOf([])]) },
  }));
  const everybody = seekers.map(({ person }): Ask => ({ person, locked: [] }));
  const count = alternatives === 1 ? 1 : alternatives * answersPerWay;
  await ask(everybody, promised, count);

  for (let raise = 0, kappa = promised; raise < mostRaises; raise += 1) {
    const short = seekers.filter(({ ways, shortfall }) => ways.size === 0 && shortfall > 0);
    if (short.length === 0) break;
    kappa += 2 * short.reduce((most, { shortfall }) => Math.max(most, shortfall), 0);
    await ask(
      short.map(({ person }) => ({ person, locked: [] })),
      kappa,
      count,
    );
  }

  let asked = 0;
  while (alternatives > 1 && asked < alternatives * asksPerWay && search.left() > 0) {
    const next = seekers.flatMap((seeker): Ask[] => {
      if (seeker.ways.size >= alternatives) return [];
      return seeker.untried
        .splice(0, alternatives - seeker.ways.size)
        .map((locked) => ({ person: seeker.person, locked }));
    });
    if (next.length === 0) break;
    asked += alternatives;
    await ask(next, promised, 1);
  }

  return seekers.map(({ ways, timedOut }) => ({
    actions: [...ways.values()].sort((one, other) => one.cost - other.cost).slice(0, alternatives),
    timedOut: timedOut && ways.size === 0,
  }));

  async function ask(asks: readonly Ask[], kappa: number, answers: number): Promise<void> {
    const { actions, timedOut } = await askSolver(asks, { kappa, count: answers }, search);
    asks.forEach(({ person }, place) => {
      if (timedOut[place] === 1) seekers[person]!.timedOut = true;
    });
    for (const action of actions) {
      const { person, locked } = asks[action.ask]!;
      offer(seekers[person]!, action, locked, promised);
    }
  }
}

const keyOf = (features: readonly string[]) => JSON.stringify([...features].sort());

/**
 * Takes an answer over where it holds, is cheaper than what changes the same features, and does not ask for all of another
 * way and more.
 */
function offer(seeker: Seeker, action: ScoredAction, locked: readonly string[], promised: number): void {
  const features = action.changes.map(({ feature }) => feature);
  const holds = action.margin > 0 && action.margin >= promised && features.length > 0;
  if (!holds) {
    // A logit that is missed by nothing is missed all the same.
    const missing = Math.max(promised - action.margin, 1e-4);
    seeker.shortfall = seeker.shortfall === 0 ? missing : Math.min(seeker.shortfall, missing);
    return;
  }
  const key = keyOf(features);
  const known = seeker.ways.get(key);
  const others = [...seeker.ways].filter(([name]) => name !== key);
  const isMore = others.some(([, { changes }]) => dominates(changes, action.changes));
  if (!isMore && (known === undefined || action.cost < known.cost)) {
    seeker.ways.set(key, action);
    for (const [name, { changes }] of others)
      if (dominates(action.changes, changes)) seeker.ways.delete(name);
  }
  for (const feature of features) {
    const without = [...locked, feature];
    const name = keyOf(without);
    if (seeker.seen.has(name)) continue;
    seeker.seen.add(name);
    seeker.untried.push(without);
  }
}
