/** The look of the page: readable on a phone and on paper, in black and white. */
export const reportStyle = `
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem 1.25rem 4rem; background: #fff; color: #111;
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.8rem; line-height: 1.2; }
h2 { margin-top: 3rem; padding-top: .75rem; border-top: 2px solid #111; font-size: 1.45rem; }
h3 { margin-top: 2.2rem; font-size: 1.15rem; }
code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere; }
a { color: #0b4f8a; }
nav ul { columns: 18rem; padding-left: 1.2rem; }
.notices { border-left: 4px solid #111; padding: .5rem 1rem .5rem 2rem; background: #f3f3f3; }
.scroll { overflow-x: auto; margin: 1.25rem 0 .25rem; }
table { border-collapse: collapse; font-size: .8rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; font-size: .85rem; padding-bottom: .35rem; }
th, td { padding: .22rem .5rem; text-align: right; white-space: nowrap; border-bottom: 1px solid #ddd; }
td.word { white-space: normal; min-width: 6rem; }
thead th { border-bottom: 1.5px solid #111; vertical-align: bottom; white-space: normal; max-width: 7.5rem; }
th:first-child, .word { text-align: left; }
tbody th { font-weight: 500; position: sticky; left: 0; background: #fff; white-space: normal; min-width: 7rem; }
.note { margin: .25rem 0 1.25rem; max-width: 60rem; font-size: .85rem; color: #444; }
figure { margin: 1.5rem 0 2.5rem; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27.5rem), 1fr)); gap: .75rem; }
.panels svg { width: 100%; max-width: 34rem; height: auto; overflow: visible; }
.panels.wide { grid-template-columns: 1fr; overflow-x: auto; }
.panels.wide svg { max-width: 60rem; min-width: 42rem; }
figcaption { max-width: 60rem; font-size: .9rem; }
.cover { border: 1px solid #767676; border-radius: .5rem; padding: 0 1.25rem .75rem; }
.cover h2 { margin-top: 1.25rem; padding-top: 0; border-top: 0; font-size: 1.15rem; }
.cover ul { padding-left: 1.2rem; }
dl { margin: 0; font-size: .9rem; }
dl div { display: grid; grid-template-columns: 13rem 1fr; gap: .1rem 1rem; padding: .2rem 0; border-bottom: 1px solid #ddd; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
@media screen and (max-width: 60rem) { .panels, .panels.wide { grid-template-columns: max-content; overflow-x: auto; } .panels svg, .panels.wide svg { width: auto; min-width: 0; max-width: none; } }
@media (max-width: 40rem) { dl div { grid-template-columns: 1fr; } }
@media (prefers-color-scheme: dark) and (not print) {
  body { background: #15171a; color: #e8e8e8; }
  a { color: #8ec5ff; }
  h2, thead th { border-color: #e8e8e8; }
  th, td, dl div { border-color: #444; }
  tbody th { background: #15171a; }
  .notices { background: #22262b; border-color: #e8e8e8; }
  .note { color: #bbb; }
  .panels svg { background: #fff; border-radius: .4rem; }
}
@media (max-width: 40rem) { body { padding: .75rem .75rem 3rem; } h1 { font-size: 1.5rem; } tbody th { min-width: 5.5rem; } }
@page { margin: 14mm; }
@media print {
  body { max-width: none; font-size: 10pt; padding: 0; }
  nav { display: none; }
  figure, tr, .cover, tbody:not(:has(tr:nth-child(12))) { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  .scroll, .panels.wide { overflow: visible; }
  .panels.wide svg { min-width: 0; }
  table { font-size: 6.5pt; }
  th, td { padding: .1rem .25rem; }
  tbody th { position: static; }
}
`;
