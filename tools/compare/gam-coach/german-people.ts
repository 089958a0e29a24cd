import type { AdditiveModelFile, Person } from './additive-model.ts';

/**
 * Levels by the codes of `german.data` as the model names them. Those of `purpose` are shifted against the data set's own
 * documentation from A42 on, as the counts of the model's training rows show; what they are called changes no number.
 */
const levels: Readonly<Record<string, string>> = {
  A11: '< 0 DM',
  A12: '0 <= ... < 200 DM',
  A13: '>= 200 DM / salary assignments for at least 1 year',
  A14: 'no checking account',
  A30: 'no credits taken/ all credits paid back duly',
  A31: 'all credits at this bank paid back duly',
  A32: 'existing credits paid back duly till now',
  A33: 'delay in paying off in the past',
  A34: 'critical account/ other credits existing (not at this bank)',
  A40: 'car (new)',
  A41: 'car (used)',
  A42: 'radio/television',
  A43: 'domestic appliances',
  A44: 'furniture/equipment',
  A45: 'education',
  A46: '(vacation - does not exist?)',
  A48: 'retraining',
  A49: 'business',
  A410: 'repairs',
  A61: '... < 100 DM',
  A62: '100 <= ... < 500 DM',
  A63: '500 <= ... < 1000 DM ',
  A64: '.. >= 1000 DM ',
  A65: 'unknown/ no savings account',
  A71: 'unemployed',
  A72: '... < 1 year ',
  A73: '1 <= ... < 4 years',
  A74: '4 <= ... < 7 years',
  A75: '.. >= 7 years',
  A91: 'male : divorced/separated',
  A92: 'female : divorced/separated/married',
  A93: 'male : single',
  A94: 'male : married/widowed',
  A101: 'none',
  A102: 'co-applicant',
  A103: 'guarantor',
  A121: 'real estate',
  A122: 'if not A121 : building society savings agreement/ life insurance',
  A123: 'if not A121/A122 : car or other, not in attribute 6',
  A124: 'unknown / no property',
  A141: 'bank',
  A142: 'stores',
  A143: 'none',
  A151: 'rent',
  A152: 'own',
  A153: 'for free',
  A171: 'unemployed/ unskilled - non-resident',
  A172: 'unskilled - resident',
  A173: 'skilled employee / official',
  A174: 'management/ self-employed/ highly qualified employee/ officer',
  A191: 'none',
  A192: 'yes, registered under the customers name ',
  A201: 'yes',
  A202: 'no',
};

/**
 * The people of `german.data` as the model reads them: its features stand in the order of the file's columns.
 *
 * @throws RangeError naming the line and the code.
 */
export function germanPeople(text: string, { featureNames, contMads }: AdditiveModelFile): Person[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, row) => {
    const words = line.trim().split(/\s+/);
    return Object.fromEntries(
      featureNames.map((name, column): [string, number | string] => {
        const word = words[column]!;
        if (name in contMads) return [name, Number(word)];
        const level = /^A/.test(word) ? levels[word] : word;
        if (level === undefined) {
          throw new RangeError(
            `german.data, line ${row + 1}: codes are known (expected one of the data set, got ${word}).`,
          );
        }
        return [name, level];
      }),
    );
  });
}
