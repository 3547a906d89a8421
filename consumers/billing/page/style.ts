/** The look of a document, on a screen and on A4 paper. The page needs nothing from elsewhere. */
export const style = `
:root { color-scheme: light; --ink: #1c2430; --faint: #667085; --line: #d9dee7; --accent: #0b6b5d; }
* { box-sizing: border-box; }
body { margin: 0; background: #eef1f5; color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
main { max-width: 210mm; min-height: 280mm; margin: 24px auto; padding: 18mm 18mm 14mm; background: #fff;
  border-top: 6px solid var(--accent); box-shadow: 0 2px 18px rgb(28 36 48 / 12%); display: flex; flex-direction: column; }
header { display: flex; justify-content: space-between; gap: 24px; margin-bottom: 14mm; }
h1 { margin: 0; font-size: 28px; line-height: 1.15; letter-spacing: -0.01em; }
.number { color: var(--accent); font-weight: 600; font-variant-numeric: tabular-nums; }
.seller { font-weight: 700; }
.seller, .seller + div { text-align: right; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(38mm, 1fr)); gap: 6mm; margin: 0 0 12mm; }
dt { color: var(--faint); font-size: 12px; text-transform: uppercase; letter-spacing: 0.05em; }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { padding: 0 8px 6px; color: var(--faint); font-size: 12px; font-weight: 600; text-align: left; border-bottom: 2px solid var(--ink); }
td { padding: 9px 8px; vertical-align: top; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
td small { display: block; color: var(--faint); overflow-wrap: anywhere; }
.amount { text-align: right; white-space: nowrap; }
tfoot td { padding-block: 5px; border: 0; }
tfoot tr:first-child td { padding-top: 12px; }
tfoot tr:last-child td { padding-top: 10px; font-size: 19px; font-weight: 700; border-top: 2px solid var(--ink); }
footer { margin-top: auto; padding-top: 12mm; color: var(--faint); font-size: 12px; }
@media (max-width: 640px) { main { margin: 0; padding: 24px 16px; min-height: 100vh; } header { flex-direction: column; }
  .seller, .seller + div { text-align: left; } .wide { display: none; } }
@media print { @page { size: A4; margin: 16mm; } body { background: #fff; font-size: 11pt; }
  main { max-width: none; min-height: 0; margin: 0; padding: 0; border: 0; box-shadow: none; }
  tr, dl > div { break-inside: avoid; } thead { display: table-header-group; } tfoot { display: table-row-group; } }
`;
