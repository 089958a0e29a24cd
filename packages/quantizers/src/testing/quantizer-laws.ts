import { ConformanceError, type Law } from '@cfq/parts';
import { QuantizerError } from '../quantizer-error.ts';
import type { Quantizer } from '../quantizer.ts';
import { lawCases, type Case } from './cases.ts';
import type { LawOptions } from './law-options.ts';
import { where, type ConditionalLaw, type QuantizerLaw } from './law.ts';
import { codesOnGrid } from './laws/codes-on-grid.ts';
import { decodesExactly } from './laws/decodes-exactly.ts';
import { documentedGradient } from './laws/documented-gradient.ts';
import { executorsAgree } from './laws/executors-agree.ts';
import { fewLevels } from './laws/few-levels.ts';
import { idempotent } from './laws/idempotent.ts';
import { leastSquaresStartHelps } from './laws/least-squares-start.ts';
import { monotone } from './laws/monotone.ts';
import { refusesMisuse } from './laws/refuses-misuse.ts';
import { roundsOnOfferedGrid } from './laws/rounds-on-offered-grid.ts';
import { zeroIsALevel } from './laws/zero-is-a-level.ts';

/** What holds for every quantizer. */
const universal: readonly QuantizerLaw[] = [
  codesOnGrid,
  fewLevels,
  decodesExactly,
  documentedGradient,
  executorsAgree,
  roundsOnOfferedGrid,
  leastSquaresStartHelps,
  refusesMisuse,
];

/** What holds for every quantizer that does not declare it away. */
const conditional: readonly ConditionalLaw[] = [monotone, idempotent, zeroIsALevel];

/**
 * The laws of a quantizer. Under a test framework: `for (const law of quantizerLaws(mine)) it(law.name, () => law.check())`.
 *
 * Most are universal. `monotone`, `idempotent` and `zero is a level` may be declared away by the `exceptions` of the
 * quantizer; such a law is turned round, and fails where it holds after all.
 */
export function quantizerLaws(quantizer: Quantizer, options: LawOptions = {}): Law[] {
  let made: readonly Case[] | undefined;
  const cases = (): readonly Case[] => (made ??= lawCases(quantizer, options));
  const { exceptions = {} } = quantizer;
  return [
    ...universal.map((law) => held(law, quantizer, cases)),
    ...conditional.map((law) => {
      const reason = exceptions[law.name];
      return reason === undefined
        ? held(law, quantizer, cases)
        : declaredAway(law, reason, quantizer, { seed: options.seed });
    }),
  ];
}

/** Holds a law, and says so where a quantizer cannot even be asked: what it gave was refused on the way. */
async function hold({ name, check }: QuantizerLaw, quantizer: Quantizer, at: Case): Promise<void> {
  try {
    await check(quantizer, at);
  } catch (error) {
    if (!(error instanceof QuantizerError)) throw error;
    throw new ConformanceError(`${where(quantizer, at)}: "${name}" ends in an error: ${error.message}`);
  }
}

function held(law: QuantizerLaw, quantizer: Quantizer, cases: () => readonly Case[]): Law {
  return {
    name: law.name,
    async check() {
      for (const at of cases()) await hold(law, quantizer, at);
    },
  };
}

function declaredAway(law: ConditionalLaw, reason: string, quantizer: Quantizer, options: LawOptions): Law {
  const { name } = law;
  return {
    name,
    async check() {
      // At every bit-width, since a law may be broken at some only.
      for (const at of lawCases(quantizer, options)) {
        if (await isBroken(() => hold(law, quantizer, at))) return;
      }
      throw new ConformanceError(
        `${quantizer.name}: "${name}" is declared away ("${reason}"), and holds on every tensor tried. Remove the ` +
          'exception.',
      );
    },
  };
}

async function isBroken(check: () => Promise<void> | void): Promise<boolean> {
  try {
    await check();
    return false;
  } catch (error) {
    if (error instanceof ConformanceError) return true;
    throw error;
  }
}
