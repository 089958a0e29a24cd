import type { AuditResult } from '../../result/audit-result.ts';
import { outcomeWords } from '../text/outcome.ts';
import { shortHash, showBytes, showCount } from '../text/show-number.ts';
import { html, trusted } from './markup.ts';
import { affectedSection } from './sections/affected.ts';
import { changesSection } from './sections/changes.ts';
import { evidenceSection } from './sections/evidence.ts';
import { repeatSection } from './sections/repeat.ts';
import { summarySection } from './sections/summary.ts';
import { styleSheet } from './style.ts';
import { named } from './table.ts';

/** What a page may load: nothing, and no script at all, whatever names might hold. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * An audit as one page to file: summary first, what changed, who is affected, evidence, how to repeat it. It is
 * self-contained, needs no script, is made for paper too, and every name in it is escaped. Long lists of people are
 * cut, and say so; the JSON report has all of them.
 *
 * It holds lines of the data and what people would have to change, so treat it as personal data.
 *
 * @param result - What `audit` returned, or read from its JSON.
 * @returns UTF-8 text of an HTML document. The same result gives the same text.
 */
export function renderAuditHtml(result: AuditResult): string {
  const { teacher, student, data, environment, outcome, schema } = result;
  const day = environment.made.slice(0, 10);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>Model audit: ${outcomeWords[outcome]}, ${student.name}, ${day}</title>
        <style>
          ${trusted(styleSheet)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <h1>Model audit</h1>
            <p class="meta">${day}, ${showCount(data.rows)} people of “${named(data.name)}”</p>
            <dl>
              <dt>Deployed file</dt>
              <dd>
                ${named(student.name)}
                <span class="meta">${showBytes(student.bytes)}, SHA-256 ${shortHash(student.sha256)}…</span>
              </dd>
              <dt>Held against</dt>
              <dd>
                ${named(teacher.name)}
                <span class="meta">${showBytes(teacher.bytes)}, SHA-256 ${shortHash(teacher.sha256)}…</span>
              </dd>
            </dl>
          </header>
          ${summarySection(result)} ${changesSection(result)} ${affectedSection(result)}
          ${evidenceSection(result)} ${repeatSection(result)}
          <footer>
            Format ${schema}. Made ${environment.made}. This report says what was measured on the people named
            above; it is not legal advice.
          </footer>
        </main>
      </body>
    </html> `;
  return page.text;
}
