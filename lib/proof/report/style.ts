/** The look of the page: light and dark by the reader's setting, wide and narrow, on screen and on paper. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#566070;--paper:#fff;--panel:#f4f6f9;--line:#d3d9e2;--link:#0b57c2;--good:#14692f;--bad:#b3201a;--open:#855400}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#a4aebd;--paper:#11161d;--panel:#1a212b;--line:#36404e;--link:#82b4ff;--good:#6fd08c;--bad:#ff8f87;--open:#f0b95a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main,header{max-width:78rem;margin:0 auto;padding:0 1.25rem}
h1{font-size:1.6rem;margin:1.5rem 0 .25rem}h2{font-size:1.2rem;margin:2.25rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .5rem}
p{margin:.35rem 0;max-width:48rem}.soft{color:var(--soft)}
code,.id{font-family:ui-monospace,monospace;font-size:.86em;overflow-wrap:anywhere}
a{color:var(--link)}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;list-style:none;margin:.75rem 0}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.25rem .5rem}
.counts{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;padding:0;list-style:none}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--panel)}
svg{display:block;margin:1rem;max-width:none}
svg text{fill:var(--ink);font:12.5px ui-monospace,monospace}svg .head{font:600 13px system-ui,sans-serif;fill:var(--soft)}
.second{fill:var(--soft)!important}.box{fill:var(--paper);stroke:var(--line);stroke-width:1.5}.box.c2{stroke:var(--link)}
.edge{fill:none;stroke:var(--soft);stroke-width:1.5;opacity:.75}.doubtful{stroke-dasharray:5 4}
table{border-collapse:collapse;width:100%;background:var(--paper)}
th,td{border:1px solid var(--line);padding:.5rem .6rem;text-align:left;vertical-align:top;min-width:9rem}
thead th{background:var(--panel);font-weight:600}tbody th{font-weight:600;background:var(--panel);min-width:12rem}
th .way{display:block;font-weight:400;color:var(--soft);font-size:.85rem}
summary{cursor:pointer;border-radius:4px}details ul{margin:.4rem 0;padding-left:1.1rem;font-size:.87rem}
.none{color:var(--soft)}
.verdict{font-weight:700;white-space:nowrap}.PROVED{color:var(--good)}.VIOLATED,.deny{color:var(--bad)}.NOT_PROVED,.UNKNOWN{color:var(--open)}
.finding{border:1px solid var(--line);border-left:4px solid currentColor;border-radius:6px;margin:.6rem 0;padding:.5rem .8rem}
.finding>*{color:var(--ink)}.finding .verdict.PROVED{color:var(--good)}.finding .verdict.VIOLATED{color:var(--bad)}.finding .verdict.NOT_PROVED,.finding .verdict.UNKNOWN{color:var(--open)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .9rem;margin:.5rem 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
footer{max-width:78rem;margin:2.5rem auto 1.5rem;padding:0 1.25rem;color:var(--soft);font-size:.88rem}
@media (max-width:46rem){
.matrix thead{display:none}.matrix,.matrix tbody,.matrix tr,.matrix th,.matrix td{display:block;width:100%;min-width:0;border-width:0 0 1px}
.matrix td.none{display:none}.matrix td::before{content:attr(data-resource);display:block;font:600 .82rem ui-monospace,monospace;overflow-wrap:anywhere;margin-bottom:.2rem}
dl{grid-template-columns:1fr}dt{margin-top:.3rem}}
@media print{:root{--ink:#000;--soft:#444;--paper:#fff;--panel:#fff;--line:#999;--link:#000;--good:#000;--bad:#000;--open:#000}
nav,.skip{display:none}details::details-content{content-visibility:visible;height:auto;display:block}.scroll{overflow:visible;border:0}svg{width:100%;height:auto;margin:0}.finding,tr{break-inside:avoid}}
`;
