/** The look of the page, light or dark as the reader's system is. */
export const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 16%, transparent); --quiet: color-mix(in srgb, currentColor 62%, transparent); --mark: light-dark(#0b5cad, #7ab8ff); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; display: grid; grid-template-columns: minmax(15rem, 20rem) minmax(0, 60rem); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.5rem; border-right: 1px solid var(--line); font-size: .9rem; }
nav h2 { font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; color: var(--quiet); margin: 1.25rem 0 .25rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
main { padding: 1.5rem 2.5rem 6rem; }
a { color: var(--mark); text-decoration: none; }
a:hover { text-decoration: underline; }
h1 { font-size: 1.7rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
section { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1.25rem; scroll-margin-top: 1rem; }
section h3 { margin: 0; font-size: 1.1rem; }
section:target h3 { color: var(--mark); }
code { font: .88em ui-monospace, monospace; overflow-wrap: anywhere; }
p { margin: .5rem 0; }
.quiet { color: var(--quiet); font-size: .9rem; }
.replaced { border-left: 3px solid var(--mark); padding-left: .75rem; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--quiet); }
pre { overflow: auto; padding: 1rem; border: 1px solid var(--line); border-radius: .4rem; font: .82rem/1.45 ui-monospace, monospace; }
summary { cursor: pointer; color: var(--mark); font-size: .9rem; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border: 0; } main { padding: 1.5rem; } }
`;
