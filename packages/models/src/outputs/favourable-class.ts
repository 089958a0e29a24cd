import type { People } from '@cfq/datasets';
import { ModelsError } from '../models-error.ts';
import type { ClassLabel, OutputCandidate } from './output-candidate.ts';

/** The favourable class of a file, and how it is known. */
export interface FavourableClass {
  /** Its place among the file's classes. */
  readonly place: 0 | 1;
  /** A sentence. */
  readonly because: string;
  /** Whether nothing said so. */
  readonly isGuess: boolean;
}

/** Whether two words are the same, or the same number. */
function same(label: ClassLabel, word: ClassLabel): boolean {
  const [a, b] = [String(label), String(word)];
  return a === b || (a.trim() !== '' && b.trim() !== '' && Number(a) === Number(b));
}

const places = [0, 1] as const;

/** What classes that are counted are called. */
const counted: readonly (readonly [string, string])[] = [
  ['0', '1'],
  ['-1', '1'],
  ['false', 'true'],
  ['no', 'yes'],
];

function isCounted(labels: readonly [ClassLabel, ClassLabel]): boolean {
  const words = labels.map((label) => String(label).toLowerCase());
  return counted.some(([first, second]) => words[0] === first && words[1] === second);
}

/**
 * Which class of a file is the favourable one: the one that is asked for; else the one that the file calls as the schema
 * calls the favourable outcome; else what the metadata of the file say; else class 1.
 *
 * @throws ModelsError where the file calls its classes otherwise than anything that is known, or says the contrary of the
 *   schema.
 */
export function favourableClass(
  name: string,
  { labels, favourable }: OutputCandidate,
  { positive, people }: { readonly positive: ClassLabel | undefined; readonly people: People | null },
): FavourableClass {
  const classes = labels === null ? '0, 1' : labels.map((label) => JSON.stringify(label)).join(', ');
  const shown = (place: 0 | 1) =>
    labels === null ? `class ${place}` : `${JSON.stringify(labels[place])}, class ${place} of the file`;
  const refuse = (rule: string, got: string): never => {
    throw new ModelsError(
      `bindModel: ${name}: ${rule} (expected one of ${classes}, got ${got}). Say which class people want (positive).`,
    );
  };
  if (positive !== undefined) {
    const place =
      places.find((one) => labels !== null && same(labels[one], positive)) ??
      places.find((one) => (labels === null || isCounted(labels)) && same(one, positive));
    if (place === undefined)
      return refuse('the favourable class is one of the file', JSON.stringify(positive));
    return { place, because: `The favourable class is ${shown(place)}, as was asked for.`, isGuess: false };
  }
  const wanted = people?.favourable ?? null;
  const unwanted = people?.label?.unfavourable ?? null;
  const named =
    labels === null
      ? undefined
      : (places.find((one) => wanted !== null && same(labels[one], wanted)) ??
        places.find((one) => unwanted !== null && same(labels[1 - one]!, unwanted)));
  if (named !== undefined) {
    if (favourable !== null && favourable !== named) {
      refuse(
        'the file and the schema agree on the favourable class',
        `${shown(named)} by the schema, ${shown(favourable)} by the metadata of the file`,
      );
    }
    return {
      place: named,
      because: `The favourable class is ${shown(named)}, since the schema calls "${String(wanted)}" favourable.`,
      isGuess: false,
    };
  }
  if (favourable !== null) {
    return {
      place: favourable,
      because: `The favourable class is ${shown(favourable)}, as the file says.`,
      isGuess: false,
    };
  }
  if (labels !== null && !isCounted(labels)) {
    return refuse(
      'the file names its classes, and the schema the favourable outcome',
      wanted === null ? 'no favourable outcome in the schema' : `"${wanted}" in the schema`,
    );
  }
  return {
    place: 1,
    because: `The favourable class is taken to be ${shown(1)}, since nothing says otherwise.`,
    isGuess: true,
  };
}
