/** Style of reports: the light values of the design tokens, A4 in print. Nothing is loaded from anywhere. */
export const REPORT_STYLE = `
@page { size: A4; margin: 15mm 14mm 16mm; }
:root {
  --ink: #17191c; --ink-2: #4d525a; --ink-3: #666b74; --line: #e6e6e2; --line-strong: #cfcfc9; --rule: #2b2e33; --track: #e8e8e4;
  --healthy: #1b8a78; --moderate: #b8840a; --moderate-text: #7a5300; --critical: #740c36; --bad: #a4380a;
  --thriving: #0a5c66; --atrisk: #b43f0d; --shade: #f3f3f0;
  --ui: "IBM Plex Sans Variable", "IBM Plex Sans", system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  --read: "Source Serif 4 Variable", "Source Serif 4", Georgia, "Times New Roman", serif;
}
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0 auto; padding: 32px 24px 48px; max-width: 780px; background: #fff; color: var(--ink);
  font: 400 12px/17px var(--ui); font-variant-numeric: tabular-nums lining-nums; overflow-wrap: anywhere; }
header .kicker { display: flex; justify-content: space-between; gap: 16px; padding-bottom: 6px; border-bottom: 1px solid var(--rule); color: var(--ink-2); }
header .kicker b { font-weight: 600; color: var(--ink); }
header .kicker span:last-child { flex: none; }
h1 { margin: 18px 0 16px; max-width: 60ch; font: 400 22px/29px var(--read); text-wrap: balance; }
h1 strong { font-weight: 600; }
h2 { margin: 26px 0 8px; padding-top: 8px; border-top: 1px solid var(--rule); font: 600 13px/20px var(--ui); break-after: avoid; }
h2 small { margin-left: 8px; font: 400 11px/16px var(--ui); color: var(--ink-3); }
h2 + p { break-after: avoid; }
h3 { margin: 10px 0 4px; font: 600 12px/17px var(--ui); break-after: avoid; }
h3 svg { width: 9px; height: 9px; margin-right: 6px; vertical-align: 0; }
p { margin: 0 0 6px; }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); margin: 0; }
.figures div { padding: 2px 12px; border-left: 1px solid var(--line); }
.figures div:first-child { padding-left: 0; border-left: 0; }
.figures dt { color: var(--ink-2); }
.figures dd { margin: 0; font: 500 24px/30px var(--ui); letter-spacing: -.02em; }
.figures dd + dd { font: 400 11px/15px var(--ui); letter-spacing: 0; color: var(--ink-3); }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
tbody tr:nth-child(-n+3) { break-after: avoid; }
th, td { padding: 3px 0 3px 10px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; }
th:first-child, td:first-child { padding-left: 0; }
th { font: 400 11px/15px var(--ui); color: var(--ink-3); vertical-align: bottom; }
.n { text-align: right; white-space: nowrap; }
.d { white-space: nowrap; }
.w { width: 30%; }
.w2 { width: 22%; }
.i { width: 16%; }
.n + .d { padding-left: 16px; }
.dim { color: var(--ink-3); }
.bad { color: var(--bad); }
.good { color: #0c6a5b; }
.bar { display: inline-block; width: 44px; height: 4px; vertical-align: 2px; }
.bar .track { fill: var(--track); }
.bar .fill { fill: var(--ink-2); }
.bar.bad .fill { fill: var(--bad); }
.columns { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0 24px; }
.columns div { display: grid; grid-template-columns: minmax(0, 1fr) 44px 38px; gap: 8px; align-items: baseline; padding: 2px 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.columns div > span:first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.b { font-weight: 500; }
.tier { white-space: nowrap; }
.tier svg { width: 8px; height: 8px; margin-right: 5px; }
.tier .thriving { fill: var(--thriving); } .tier .healthy { fill: var(--healthy); } .tier .moderate { fill: var(--moderate); } .tier .atrisk { fill: var(--atrisk); } .tier .critical { fill: var(--critical); }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 32px; align-items: start; }
.matrix small { color: var(--ink-3); }
.matrix .same { background: var(--shade); }
.matrix td, .matrix th { padding-right: 6px; }
.said { margin: 16px 0 0; padding-left: 10px; border-left: 2px solid var(--line-strong); white-space: pre-line; }
.gate { margin: 10px 0; padding-left: 10px; border-left: 2px solid var(--rule); font: 400 14px/20px var(--read); break-inside: avoid; }
.empty { margin-top: 4px; font-size: 11px; line-height: 15px; color: var(--ink-3); }
.source { break-inside: avoid; }
.issue { padding: 5px 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.issue p { margin: 0; }
.issue .kind { float: right; margin-left: 12px; color: var(--ink-3); }
.issue ul { margin: 2px 0 0; padding: 0; list-style: none; font-size: 11px; line-height: 15px; color: var(--ink-2); }
.issue li span { white-space: nowrap; }
.issue li { padding-left: 12px; text-indent: -12px; }
.issue li::before { content: "– "; color: var(--ink-3); }
.chart { display: block; width: 100%; height: auto; margin-top: 4px; }
.chart text { font: 400 11px var(--ui); fill: var(--ink-3); }
.chart .value { fill: var(--ink); }
.chart rect { fill: var(--ink-2); }
.chart line { stroke: var(--line-strong); }
.chart .cut { stroke: var(--ink-3); stroke-dasharray: 3 3; }
.chart .was { fill: none; stroke: #2646c4; stroke-width: 1.5; }
footer { margin-top: 26px; padding-top: 8px; border-top: 1px solid var(--rule); font-size: 11px; line-height: 16px; color: var(--ink-2); }
footer p { break-inside: avoid; }
@media print { body { max-width: none; padding: 0; font-size: 9pt; line-height: 13pt; } h1 { font-size: 16pt; line-height: 21pt; margin-top: 5mm; } h2 { margin-top: 6mm; } th, td { padding-top: 1.5pt; padding-bottom: 1.5pt; } }
`;
