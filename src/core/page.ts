/** What pages of ours have in common. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** How they look: on wide and narrow screens, light and dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dde3, #3a424d); --soft: light-dark(#5b6673, #9aa7b6);
  --back: light-dark(#f4f6f8, #1f242b); --accent: light-dark(#0b5cad, #6cb2ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 3rem; font: 16px/1.5 system-ui, sans-serif;
  color: light-dark(#1b222a, #e4e9ee); background: light-dark(#fff, #14181d); }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; } small, .soft, th, dt { color: var(--soft); font-weight: normal; }
a { color: var(--accent); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; } dd { margin: 0; overflow-wrap: anywhere; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; } code { overflow-wrap: anywhere; }
pre { background: var(--back); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
button { font: inherit; font-size: .8rem; padding: .05rem .6rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--back); color: inherit; cursor: pointer; }
button:hover, button:focus-visible { border-color: var(--accent); }
@media (max-width: 40rem) { thead { display: none; } tr { display: block; border-top: 1px solid var(--line); padding: .4rem 0; }
  td { display: block; border: 0; padding: .05rem 0; } td:empty { display: none; } }
`;

/** Names a script or a style in a `Content-Security-Policy`, so that a page runs that one and no other. */
export function policyHash(text: string): string {
  return `'sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(text))))}'`;
}

/** @param content markup, below which the script runs. */
export function styledPage(title: string, content: string, script: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
${content}
<script>${script}</script>
</html>
`;
}
