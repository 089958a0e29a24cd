import type { AuditedFile } from '../../../result/subjects.ts';
import type { AuditResult } from '../../../result/audit-result.ts';
import { showBytes, showCount } from '../../text/show-number.ts';
import { visibleLines } from '../../text/visible-text.ts';
import { escapeHtml, html, trusted, type Content, type Markup } from '../markup.ts';
import { named, table } from '../table.ts';

/** How to repeat it: command, files and hashes, settings, environment. */
export function repeatSection(result: AuditResult): Markup {
  const { command, teacher, student, data, settings, environment, limits } = result;
  return html`<section id="repeat">
    <h2>How to repeat it</h2>
    ${command === null ? html`<p class="note">No command was used: the audit was made by a program.</p>` : lines(command)}
    <h3>Files</h3>
    ${table(
      [{ title: '' }, { title: 'File' }, { title: 'Size', numeric: true }, { title: 'SHA-256' }],
      [
        fileRow('reference', teacher),
        fileRow('deployed', student),
        ['data', path(data.path ?? data.name), `${showCount(data.rows)} rows`, hash(data.sha256)],
        ...(data.schemaPath === null ? [] : [['schema', path(data.schemaPath), '', hash(data.schemaSha256)]]),
        ...(limits === null
          ? []
          : [['limits', limits.source === null ? '' : path(limits.source), '', hash(limits.sha256)]]),
      ],
    )}
    ${reading('Reference file', teacher)}${reading('Deployed file', student)}
    <h3>Settings</h3>
    <dl>
      ${entries({
        Solver: `${settings.solver} ${JSON.stringify(settings.solverOptions)}`,
        'Cost of an action': settings.cost,
        'Issue margins κ': settings.margins.join(', '),
        'Lead margin': String(settings.leadMargin),
        'Rules of what people may change': data.policy ?? 'as the columns say',
        Seed: String(settings.seed),
        Deadline: settings.deadlineSeconds === null ? 'none' : `${settings.deadlineSeconds} s`,
        Intervals: `${Math.round(100 * settings.confidence)} %, ${showCount(settings.resamples)} resamples`,
        'Least group': `${settings.minimumGroup} people`,
      })}
    </dl>
    ${
      limits !== null &&
      html`<h3>Limits as written</h3>
        ${lines(limits.text)}`
    }
    <h3>Environment</h3>
    <dl>
      ${entries({
        Made: environment.made,
        Platform: environment.platform,
        Processor: environment.processor ?? 'unknown',
        Versions: Object.entries(environment.versions)
          .map(([name, version]) => `${name} ${version}`)
          .join(', '),
        Time: environment.seconds.map(({ step, seconds }) => `${step} ${seconds.toFixed(1)} s`).join(', '),
      })}
    </dl>
  </section>`;
}

const entries = (terms: Readonly<Record<string, string>>): Content =>
  Object.entries(terms).map(
    ([term, text]) =>
      html`<dt>${term}</dt>
        <dd>${text}</dd>`,
  );

const path = (name: string): Markup => html`<code>${name}</code>`;

const hash = (sha256: string | null): Content =>
  sha256 === null ? html`<small>rows in memory</small>` : html`<span class="hash">${sha256}</span>`;

/** Text of several lines as it was written. */
function lines(text: string): Markup {
  return html`<pre>${trusted(escapeHtml(visibleLines(text)))}</pre>`;
}

function fileRow(role: string, { path: from, name, bytes, sha256 }: AuditedFile): readonly Content[] {
  return [role, path(from ?? name), showBytes(bytes), hash(sha256)];
}

function reading(title: string, { bits, recognised, blackBox, reads, inferred }: AuditedFile): Markup {
  const width = bits === null ? '' : ` Its weights take ${Number(bits.toFixed(2))} bits on average.`;
  const kind = recognised
    ? 'It was recognised as a network.'
    : html`It was run as a black box${blackBox !== null && html`: ${blackBox}`}`;
  return html`<h3>${title}: how it was read</h3>
    <p>${kind} Margins are computed from its ${reads}.${width}</p>
    ${
      inferred.length > 0 &&
      html`<ul class="plain">
        ${inferred.map((line) => html`<li>${named(line)}</li>`)}
      </ul>`
    }`;
}
