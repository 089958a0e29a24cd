import type { AuditResult } from '../../../result/audit-result.ts';
import { showCount, showInterval, showUnit, showValue } from '../../text/show-number.ts';
import { swapFigure } from '../figures/swap-figure.ts';
import { html, type Content, type Markup } from '../markup.ts';
import { table } from '../table.ts';

/** What changed: decisions of everybody, margins, accuracy. */
export function changesSection(result: AuditResult): Markup {
  const { marginDifference, data } = result;
  const { mean, deviation, largest, identical } = marginDifference;
  return html`<section id="changes">
    <h2>What changed</h2>
    ${swapFigure(result)}
    <p>
      ${
        largest === 0
          ? 'Every logit margin is the same to the last bit.'
          : html`The logit margin of the deployed file is on average ${signed(mean)} logits away from that of
            the reference (standard deviation ${plain(deviation)}, largest ${plain(largest)}); at
            ${showCount(identical)} of ${showCount(data.rows)} people it is the same to the last bit.`
      }
    </p>
    ${accuracyOf(result)}
  </section>`;
}

const plain = (value: number | null) => (value === null ? '–' : value.toFixed(3));
const signed = (value: number | null) =>
  value === null ? '–' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

function accuracyOf({ numbers, data }: AuditResult): Content {
  const rows = numbers.filter(({ metric }) => metric === 'accuracy' || metric === 'balanced-accuracy');
  if (!data.labelled || rows.length === 0)
    return html`<p class="note">True outcomes are not known, so there is no accuracy.</p>`;
  return table(
    [
      { title: 'Against true outcomes' },
      { title: 'Reference', numeric: true },
      { title: 'Deployed', numeric: true },
      { title: 'Interval', numeric: true },
    ],
    rows.map((number) => [
      number.title,
      showUnit(number, number.baseline),
      showValue(number),
      showInterval(number),
    ]),
  );
}
