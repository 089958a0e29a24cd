import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { datasets, type Table } from '@cfq/datasets';

/** What stands in a row: a number, or the word of a level; undefined where it is missing. */
type Cell = number | string | undefined;

function reader(table: Table): (row: number) => (name: string) => Cell {
  return (row) => (name) => {
    const column = table.columns[name]!;
    if (column.kind === 'level') return column.levels[column.codes[row]!];
    return Number.isNaN(column.values[row]) ? undefined : column.values[row];
  };
}

/** The place of a word in a list, from 1. */
const code = (words: string, word: Cell): number => words.split(' ').indexOf(String(word)) + 1;

const workClasses =
  'Federal-gov Local-gov Private Self-emp-inc Self-emp-not-inc State-gov Without-pay Never-worked';
const maritalStatuses =
  'Divorced Married-AF-spouse Married-civ-spouse Married-spouse-absent Never-married Separated Widowed';
const occupations =
  'Adm-clerical Armed-Forces Craft-repair Exec-managerial Farming-fishing Handlers-cleaners Machine-op-inspct ' +
  'Other-service Priv-house-serv Prof-specialty Protective-serv Sales Tech-support Transport-moving';
const relationships = 'Husband Not-in-family Other-relative Own-child Unmarried Wife';

/** Levels of education in the order that the publication gives them; those that are not named are the lowest two. */
const degrees = 'HS-grad Some-college Bachelors Masters Doctorate Assoc-voc Assoc-acdm Prof-school';
const below = ['Preschool 1st-4th 5th-6th 7th-8th', '9th 10th 11th 12th'];

function educationLevel(word: Cell): number {
  const lowest = below.findIndex((words) => code(words, word) > 0) + 1;
  return lowest > 0 ? lowest : 2 + code(degrees, word);
}

/** A row of Adult in RecourseBench's codes; undefined for people of whom something is missing. */
function adultRow(of: (name: string) => Cell): number[] | undefined {
  const names = ['workclass', 'occupation', 'native-country'];
  if (names.some((name) => of(name) === undefined)) return undefined;
  return [
    Number(of('income') === '>50K'),
    of('sex') === 'Male' ? 1 : 2,
    Number(of('age')),
    of('native-country') === 'United-States' ? 1 : 2,
    code(workClasses, of('workclass')),
    Number(of('education-num')),
    educationLevel(of('education')),
    code(maritalStatuses, of('marital-status')),
    code(occupations, of('occupation')),
    code(relationships, of('relationship')),
    ...['capital-gain', 'capital-loss', 'hours-per-week'].map((name) => Number(of(name))),
  ];
}

/** A row of COMPAS in RecourseBench's codes; it keeps two of the races. Its outcome is the offence. */
function compasRow(of: (name: string) => Cell): number[] | undefined {
  const races = ['African-American', 'Caucasian'];
  const race = races.indexOf(String(of('race'))) + 1;
  if (race === 0) return undefined;
  const age = Number(of('age'));
  return [
    Number(of('two_year_recid') === 're-offence'),
    age < 25 ? 1 : age <= 45 ? 2 : 3,
    race,
    of('sex') === 'Male' ? 1 : 2,
    Number(of('priors_count')),
    of('c_charge_degree') === 'misdemeanour' ? 1 : 2,
  ];
}

const written = {
  adult: {
    header:
      'label,Sex,Age,NativeCountry,WorkClass,EducationNumber,EducationLevel,MaritalStatus,Occupation,Relationship,' +
      'CapitalGain,CapitalLoss,HoursPerWeek',
    row: adultRow,
  },
  compas: { header: 'label,AgeGroup,Race,Sex,PriorsCount,ChargeDegree', row: compasRow },
} as const;

/**
 * Writes Adult and COMPAS as RecourseBench's own processing does (`process_adult_data`, `process_compas_data`), from the
 * rows that come with `@cfq/datasets`: `adult.csv` and `compas.csv`.
 *
 * @returns how many rows each has.
 */
export async function writeTables(folder: string): Promise<Readonly<Record<keyof typeof written, number>>> {
  const counts = { adult: 0, compas: 0 };
  for (const name of ['adult', 'compas'] as const) {
    const { table } = await datasets[name].load();
    const at = reader(table);
    const rows = Array.from({ length: table.rows }, (_, row) => written[name].row(at(row)));
    const kept = rows.filter((row) => row !== undefined);
    writeFileSync(join(folder, `${name}.csv`), `${[written[name].header, ...kept].join('\n')}\n`);
    counts[name] = kept.length;
  }
  return counts;
}
