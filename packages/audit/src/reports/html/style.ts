/** Colours of what is good, bad and in between, of the two files and of lines. They differ in lightness too. */
export const colours = {
  ink: '#1f2937',
  faint: '#6b7280',
  line: '#d5dae1',
  good: '#157347',
  goodTint: '#dcf1e5',
  bad: '#b3261e',
  between: '#8a5a00',
  teacher: '#8792a2',
  student: '#1d4ed8',
} as const;

/** The style sheet of the page, for screens and for paper. */
export const styleSheet = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f6f8; color: ${colours.ink}; font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 2rem 2.5rem 3rem; background: #fff; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; letter-spacing: -.01em; }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .8rem; padding-bottom: .3rem; border-bottom: 2px solid ${colours.ink}; }
h3 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
p { margin: .5rem 0; }
a { color: ${colours.student}; }
code, .hash { font: .86em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: .5rem 0; padding: .7rem .9rem; background: #f4f6f8; border: 1px solid ${colours.line}; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; font: .86em/1.5 ui-monospace, Menlo, Consolas, monospace; }
.meta, .note, figcaption { color: ${colours.faint}; font-size: .87rem; }
.banner { margin: 1.2rem 0; padding: 1rem 1.25rem; border-left: 6px solid; border-radius: 4px; }
.banner strong { display: block; font-size: 1.35rem; line-height: 1.3; }
.banner.within { border-color: ${colours.good}; background: #edf8f2; } .banner.within strong { color: ${colours.good}; }
.banner.outside { border-color: ${colours.bad}; background: #fdf0ef; } .banner.outside strong { color: ${colours.bad}; }
.banner.no-limits { border-color: ${colours.faint}; background: #f4f6f8; }
ul.plain { margin: .6rem 0; padding-left: 1.2rem; } ul.plain li { margin: .25rem 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .7rem; margin: 1.2rem 0; }
.card { padding: .75rem .9rem; border: 1px solid ${colours.line}; border-radius: 6px; }
.card b { display: block; font-size: 1.3rem; white-space: nowrap; line-height: 1.25; font-variant-numeric: tabular-nums; }
.card span { display: block; font-size: .85rem; } .card small { display: block; color: ${colours.faint}; font-size: .78rem; }
table { width: 100%; border-collapse: collapse; margin: .6rem 0; font-size: .9rem; }
caption { text-align: left; color: ${colours.faint}; font-size: .87rem; padding-bottom: .3rem; }
th { text-align: left; font-weight: 600; border-bottom: 1.5px solid ${colours.ink}; padding: .3rem .6rem .3rem 0; vertical-align: bottom; }
td { border-bottom: 1px solid ${colours.line}; padding: .32rem .6rem .32rem 0; vertical-align: top; }
th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
ol.people { list-style: none; margin: .5rem 0; padding: 0; columns: 4 11rem; font-size: .87rem; font-variant-numeric: tabular-nums; } ol.people li { break-inside: avoid; border-bottom: 1px solid ${colours.line}; padding: .15rem 0; }
td:first-child code { white-space: nowrap; }
td small { color: ${colours.faint}; }
.pill { display: inline-block; padding: .05rem .5rem; border-radius: 999px; font-size: .8rem; font-weight: 600; white-space: nowrap; }
.met { color: ${colours.good}; background: ${colours.goodTint}; }
.missed, .error { color: ${colours.bad}; background: #fbe4e2; }
.undefined, .warning { color: ${colours.between}; background: #fdf0d2; }
.note-pill { color: ${colours.ink}; background: #e8ecf1; }
.finding { border: 1px solid ${colours.line}; border-radius: 6px; padding: .6rem .9rem; margin: .55rem 0; }
.finding p { margin: .25rem 0 0; } .finding .pill { margin-right: .5rem; }
figure { margin: .8rem 0; } svg { display: block; max-width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: ${colours.ink}; }
svg .faint { fill: ${colours.faint}; }
td svg { max-width: 15rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; margin: .5rem 0; } dt { color: ${colours.faint}; } dd { margin: 0; overflow-wrap: anywhere; }
bdi { unicode-bidi: isolate; }
footer { margin-top: 2.5rem; padding-top: .8rem; border-top: 1px solid ${colours.line}; color: ${colours.faint}; font-size: .85rem; }
@media (max-width: 40rem) { main { padding: 1rem; } .scroll { overflow-x: auto; } }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { background: #fff; font-size: 10pt; } main { max-width: none; padding: 0; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  h2, h3 { break-after: avoid; } tr, .finding, .card, figure, .banner { break-inside: avoid; } thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}
`;
