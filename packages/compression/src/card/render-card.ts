import { formatNumber, type AuditNumber, type LimitVerdict } from '@cfq/audit';
import type { ModelCard } from './model-card.ts';

const percent = (share: number | null): string => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);
const integer = (value: number): string => value.toLocaleString('en-GB');

/** A table in Markdown. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

function interval({ lower, upper, ...number }: AuditNumber): string {
  if (lower === null && upper === null) return '–';
  const shown = (end: number | null): string => (end === null ? '∞' : formatNumber(end, number));
  return `${shown(lower)} to ${shown(upper)}`;
}

const verdictWords = { met: 'met', missed: '**missed**', undefined: '**undefined**' } as const;

function limitRows(
  validation: readonly LimitVerdict[],
  test: readonly LimitVerdict[],
  numbers: readonly AuditNumber[],
) {
  return test.map((verdict, at) => {
    const number = numbers.find(({ id }) => id === verdict.id)!;
    const chosen = validation[at];
    return [
      verdict.rule,
      chosen === undefined ? '–' : formatNumber(chosen.value, number),
      formatNumber(verdict.value, number),
      interval(number),
      verdictWords[verdict.verdict],
    ];
  });
}

function outcome(card: ModelCard): string {
  if (card.confirmed === null) return 'No limits were given; the numbers below were measured on test rows.';
  return card.confirmed
    ? 'Every limit is met on validation rows, on which the file was chosen, and on test rows, which nothing had seen.'
    : '**Not confirmed**: every limit is met on validation rows, on which the file was chosen, and not on test rows.';
}

/** A model card as Markdown, for people: what it is, what it was made from, what was measured and what is certain. */
export function renderCard(card: ModelCard): string {
  const { teacher, student, data, method, aim, numbers, certificates, runtimes, environment } = card;
  const smaller = (teacher.weightBytes / student.weightBytes).toFixed(1);
  const shown = numbers.filter(({ value, kappa }) => value !== null && (kappa === null || kappa <= 0.4));
  const sections: string[] = [
    `# ${student.name}`,
    `A quantized version of \`${teacher.name}\`, to be put in its place: it takes and gives the same. Its weights take ` +
      `${integer(student.weightBytes)} bytes instead of ${integer(teacher.weightBytes)} (${smaller} times smaller, ` +
      `${card.averageBits.toFixed(2)} bits a weight); the whole file, with what makes numbers of its inputs, ` +
      `${integer(student.bytes)} instead of ${integer(teacher.bytes)}.`,
    outcome(card),
    '## Where it comes from',
    table(
      ['', 'file', 'SHA-256'],
      [
        ['made from', teacher.name, teacher.sha256],
        ['is', student.name, student.sha256],
        ['fitted to', data.path ?? data.name, data.sha256 ?? '–'],
        ['columns by', data.schemaPath ?? '–', data.schemaSha256 ?? '–'],
      ],
    ),
    `Method \`${method.name}\` (${method.description}; ${method.source}), seed ${card.seed}. ${integer(data.rows)} rows: ` +
      `${integer(data.train)} to fit, ${integer(data.validation)} to choose, ${integer(data.test)} to confirm. ` +
      (data.outcomes === 'teacher'
        ? 'No outcomes were known; the teacher labelled the rows.'
        : 'Accuracy is measured against the outcomes in the data.') +
      (data.policy === null ? '' : ` What people may change: policy \`${data.policy}\`.`),
    `Licence: ${card.licence ?? 'not stated by the file it was made from'}.`,
    '## Schedule',
    table(
      ['layer', 'bits', 'stored as', 'bytes of the codes'],
      student.layers.map(({ layer, bits, storage, codeBytes }) => [
        layer,
        String(bits),
        storage,
        integer(codeBytes),
      ]),
    ),
  ];
  if ('keep' in aim) {
    sections.push(
      '## Limits',
      `\`${aim.keep}\` (SHA-256 ${aim.sha256})`,
      table(
        ['limit', 'validation', 'test', '95 % interval on test rows', ''],
        limitRows(aim.verdicts, card.limits?.verdicts ?? [], numbers),
      ),
      '## Size curve',
      curveText(card, aim),
      curveTable(card),
    );
  }
  if (card.balance !== null)
    sections.push('## Promises first', balanceText(card.balance), balanceTable(card.balance));
  sections.push(
    '## Measured on test rows',
    table(
      ['', 'value', 'interval', 'of'],
      shown.map((number) => [
        number.kappa === null ? number.title : `${number.title}, κ = ${number.kappa}`,
        formatNumber(number.value, number),
        interval(number),
        `${integer(number.count)} (${number.over})`,
      ]),
    ),
    '## Certain, not measured',
    'Share of the teacher’s actions after which approval is proved, in whatever order a runtime adds numbers; and where every ' +
      'number of the person is off by as much as the radius, in standard deviations.',
    table(
      ['κ', 'actions', ...certificates.margins[0]!.radii.map(({ radius }) => `radius ${radius}`)],
      certificates.margins.map(({ kappa, actions, radii }) => [
        String(kappa),
        integer(actions),
        ...radii.map(({ certified }) => percent(certified)),
      ]),
    ),
    '## Runtimes',
    table(
      ['file', 'runtime', 'rows', 'decided otherwise', 'largest difference'],
      runtimes.flatMap(({ file, people }) =>
        people.map(({ name, failure, rows, toApproved, toDenied, largestDifference, reference }) => [
          file,
          name,
          integer(rows),
          failure ?? (reference ? 'reference' : String(toApproved + toDenied)),
          reference || largestDifference === null ? '–' : `${largestDifference.toExponential(1)} logits`,
        ]),
      ),
    ),
    `Measured on ${environment.processor ?? 'an unknown processor'}, ${environment.platform}; ` +
      `${Object.entries(environment.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}.`,
  );
  if (card.command !== null) sections.push('## Again', `\`\`\`sh\n${card.command}\n\`\`\``);
  return `${sections.join('\n\n')}\n`;
}

function curveText(card: ModelCard, aim: Extract<ModelCard['aim'], { keep: string }>): string {
  const { curve } = card;
  const tried = curve.filter(({ measured }) => measured !== null).length;
  const rule =
    aim.rule === 'ascending'
      ? 'From the smallest file up until one is within all limits: every smaller schedule of the curve was trained and is outside of them.'
      : 'By bisection: the schedule next smaller is outside of the limits; a still smaller one was not looked for.';
  return (
    `${integer(aim.schedules)} schedules that no other beats in bytes and in what rounding is measured to cost` +
    `${aim.sensitivity === null ? '' : ` (by ${aim.sensitivity})`}, ${curve.length} of them considered, ${tried} trained and measured. ${rule}`
  );
}

function outcomeOf(measured: ModelCard['curve'][number]['measured']): string {
  if (measured === null) return 'not trained';
  return measured.within ? 'within' : 'outside';
}

function curveTable({ curve, schedule }: ModelCard): string {
  const name = (bits: readonly { readonly bits: number }[]): string => bits.map((one) => one.bits).join('-');
  const ids = Object.keys(curve.find(({ measured }) => measured !== null)?.measured?.numbers ?? {});
  return table(
    ['schedule', 'bytes', ...ids, ''],
    curve.map(({ schedule: own, bytes, measured }) => [
      name(own),
      integer(bytes),
      ...ids.map((id) => {
        const value = measured?.numbers[id];
        return value === undefined || value === null ? '–' : value.toFixed(4);
      }),
      name(own) === name(schedule) ? '**chosen**' : outcomeOf(measured),
    ]),
  );
}

function balanceText({ promiseFirst, offset }: NonNullable<ModelCard['balance']>): string {
  return (
    `Of the promises made without a margin to people of the validation rows, ${percent(promiseFirst)} were to be kept: ` +
    (offset === 0
      ? 'they are as it was trained, and nothing was added.'
      : `${offset.toFixed(4)} was added to the logit of approval.`) +
    ' What more or less of it means there:'
  );
}

function balanceTable({ curve, offset }: NonNullable<ModelCard['balance']>): string {
  const nearest = curve.findLast((point) => point.offset <= offset);
  return table(
    ['added', 'promises kept', 'near misses denied', 'acceptance', 'decided otherwise', ''],
    curve.map((point) => [
      point.offset.toFixed(4),
      percent(point.kept),
      percent(point.nearMiss),
      `${point.drift < 0 ? '−' : '+'}${(100 * Math.abs(point.drift)).toFixed(1)} points`,
      percent(point.flips),
      point === nearest ? '**chosen**' : '',
    ]),
  );
}
