import type { AuditResult } from '../../../result/audit-result.ts';
import type { AuditNumber } from '../../../result/numbers.ts';
import type { RuntimeVerdict } from '../../../result/runtime-verdict.ts';
import { showCount, showInterval, showUnit, showValue } from '../../text/show-number.ts';
import { promiseFigure } from '../figures/promise-figure.ts';
import { html, type Content, type Markup } from '../markup.ts';
import { table } from '../table.ts';

/** Every number, over whom, with its interval; promises by margin; runtimes. */
export function evidenceSection(result: AuditResult): Markup {
  return html`<section id="evidence">
    <h2>Evidence</h2>
    ${promiseFigure(result)}${promises(result)}${single(result)}${byMargin(result)}${runtimes(result)}
  </section>`;
}

function promises({ promises: { margins } }: AuditResult): Markup {
  const columns = ['Margin κ', 'Promised', 'Broken', 'No action found', 'Of these, not known'].map(
    (title) => ({
      title,
      numeric: true,
    }),
  );
  return html`<h3>Promises by margin</h3>
    ${table(
      columns,
      margins.map(({ kappa, promised, broken, none, unknown }) => [
        String(kappa),
        ...[promised, broken, none, unknown].map(showCount),
      ]),
      'Of everybody whom the reference file denies. “Not known” means that the deadline cut the search.',
    )}`;
}

const measured = (number: AuditNumber) => number.value !== null || number.above !== null;

function single({ numbers, settings }: AuditResult): Markup {
  const rows = numbers
    .filter(({ kappa }) => kappa === null)
    .map((number) => [
      html`<code>${number.id}</code>`,
      html`${number.title} <small>${number.description}</small>`,
      showValue(number),
      showInterval(number),
      number.baseline === null ? '' : showUnit(number, number.baseline),
      measured(number) ? showCount(number.count) : '',
    ]);
  const columns = [
    { title: 'Number' },
    { title: '' },
    { title: 'Measured', numeric: true },
    { title: `${Math.round(100 * settings.confidence)} % interval`, numeric: true },
    { title: 'Reference', numeric: true },
    { title: 'Counted', numeric: true },
  ];
  return html`<h3>Numbers</h3>
    ${table(columns, rows, 'An undefined number is shown as –: there is nobody to count, and that is not 0.')}`;
}

function byMargin({ numbers, settings: { margins } }: AuditResult): Content {
  const metrics = [...new Set(numbers.filter(({ kappa }) => kappa !== null).map(({ metric }) => metric))];
  if (metrics.length === 0) return null;
  const columns = [
    { title: 'Number' },
    { title: '' },
    ...margins.map((kappa) => ({ title: `κ = ${kappa}`, numeric: true })),
  ];
  const rows = metrics.map((metric) => {
    const own = numbers.filter((number) => number.metric === metric);
    return [
      html`<code>${metric}</code>`,
      html`${own[0]!.title} <small>${own[0]!.description}</small>`,
      ...margins.map((kappa) => {
        const number = own.find((one) => one.kappa === kappa);
        if (number === undefined) return '–';
        const interval = showInterval(number);
        return html`${showValue(number)}${interval !== '' && html`<br /><small>${interval}</small>`}`;
      }),
    ];
  });
  return html`<h3>Numbers by issue margin</h3>
    ${table(columns, rows)}`;
}

function runtimes({ runtimes: files }: AuditResult): Content {
  if (files.length === 0) return html`<p class="note">Other runtimes were not asked for.</p>`;
  const columns = [
    { title: 'File' },
    { title: 'On' },
    { title: 'Runtime' },
    { title: 'Rows', numeric: true },
    { title: '→ approved', numeric: true },
    { title: '→ denied', numeric: true },
    { title: 'Largest difference', numeric: true },
  ];
  const row = (file: string, on: string, verdict: RuntimeVerdict): readonly Content[] => {
    const { name, reference, failure, rows, toApproved, toDenied, largestDifference } = verdict;
    const called = html`${name}${reference && html` <small>held against</small>`}${failure !== null && html`<br /><small>does not run here: ${failure}</small>`}`;
    if (failure !== null) return [file, on, called, '–', '–', '–', '–'];
    if (reference) return [file, on, called, showCount(rows), '', '', ''];
    const difference = largestDifference === null ? '–' : largestDifference.toPrecision(2);
    return [file, on, called, ...[rows, toApproved, toDenied].map(showCount), difference];
  };
  const rows = files.flatMap(({ file, people, actions }) => {
    const named = file === 'teacher' ? 'reference' : 'deployed';
    return [
      ...people.map((one) => row(named, 'people', one)),
      ...actions.map((one) => row(named, 'people after their action', one)),
    ];
  });
  return html`<h3>Runtimes</h3>
    ${table(columns, rows, 'How each file decides in other runtimes than its first one. A file whose decisions depend on where it runs is not verified.')}`;
}
