import type { AuditResult } from '../../../result/audit-result.ts';
import type { Finding } from '../../../result/finding.ts';
import { headlines } from '../../text/headlines.ts';
import { findingCounts, limitCounts, outcomeWords } from '../../text/outcome.ts';
import { showInterval, showUnit, showValue } from '../../text/show-number.ts';
import { limitFigure } from '../figures/limit-figure.ts';
import { html, type Content, type Markup } from '../markup.ts';
import { table } from '../table.ts';

/** The numbers a summary leads with, those of them that were measured; margins are the lead one. */
const leading = [
  'flips',
  'vd',
  'near-miss',
  'drift',
  'reasons-same',
  'safe-margin',
  'accuracy-drop',
  'subgroup-gap',
  'runtime-flips',
];

/** The outcome, what it means in sentences, the leading numbers, the limits and the findings. */
export function summarySection(result: AuditResult): Markup {
  const { outcome, findings, caveats } = result;
  // Limits that are missed stand in their table.
  const others = findings.filter(({ kind }) => !kind.startsWith('limit-'));
  return html`<section id="summary">
    <div class="banner ${outcome}">
      <strong>${outcomeWords[outcome]}</strong>${limitCounts(result)}; ${findingCounts(findings)}.
    </div>
    <ul class="plain">
      ${headlines(result).map((line) => html`<li>${line}</li>`)}
    </ul>
    <div class="cards">${leading.map((metric) => card(result, metric))}</div>
    ${limitsOf(result)}
    ${
      others.length > 0 &&
      html`<h3>Findings</h3>
        ${others.map(findingOf)}`
    }
    ${
      caveats.length > 0 &&
      html`<h3>What to know of this audit</h3>
        <ul class="plain">
          ${caveats.map((line) => html`<li>${line}</li>`)}
        </ul>`
    }
  </section>`;
}

function card({ numbers, settings }: AuditResult, metric: string): Content {
  const number = numbers.find(
    (one) => one.metric === metric && (one.kappa === null || one.kappa === settings.leadMargin),
  );
  if (number === undefined || (number.value === null && number.above === null)) return null;
  const at = number.kappa === null ? '' : ` at κ = ${number.kappa}`;
  const interval = showInterval(number);
  return html`<div class="card">
    <b>${showValue(number)}</b
    ><span>${number.title}${at}</span>${interval !== '' && html`<small>${interval}</small>`}
  </div>`;
}

function limitsOf({ limits, numbers, settings }: AuditResult): Content {
  if (limits === null) return null;
  const columns = [
    { title: 'Limit' },
    { title: '' },
    { title: 'Measured', numeric: true },
    { title: 'Interval', numeric: true },
    { title: 'Verdict' },
  ];
  const rows = limits.verdicts.map((verdict) => {
    const number = numbers.find(({ id }) => id === verdict.id);
    return [
      verdict.rule,
      limitFigure(verdict),
      number === undefined ? showPlain(verdict.value) : showValue(number),
      number === undefined ? '' : showInterval(number),
      html`<span class="pill ${verdict.verdict}">${verdict.verdict}</span
        >${verdict.interval === 'across' && html`<br /><small>interval crosses the bound</small>`}`,
    ];
  });
  const caption = `A limit is met by the measured value; beside it, the ${Math.round(100 * settings.confidence)} % interval. The tinted side of the bar meets the limit.`;
  return html`<h3>Limits</h3>
    ${table(columns, rows, caption)}`;
}

const showPlain = (value: number | null) => showUnit({ unit: 'share', digits: 4 }, value);

function findingOf({ severity, title, text, lines }: Finding): Markup {
  const look = severity === 'note' ? 'note-pill' : severity;
  return html`<div class="finding">
    <span class="pill ${look}">${severity}</span><b>${title}</b>
    <p>${text}</p>
    ${
      lines.length > 0 &&
      html`<p class="note">
        Lines of the data: ${lines.map(String).join(', ')}${lines.length >= 20 && ', …'}
      </p>`
    }
  </div>`;
}
