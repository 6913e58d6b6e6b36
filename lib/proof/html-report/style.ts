/** The look of the page: light and dark by the reader's setting, wide and narrow, on screen and on paper, in either direction of writing. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1b2330;--soft:#566070;--paper:#fff;--panel:#f5f7fa;--line:#d5dbe4;--link:#0b57c2;--good:#14692f;--bad:#b3201a;--open:#855400;--good-bg:#e5f4ea;--bad-bg:#fdeae9;--open-bg:#fdf1dc}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#a4aebd;--paper:#10151c;--panel:#181f29;--line:#35404f;--link:#82b4ff;--good:#6fd08c;--bad:#ff8f87;--open:#f0b95a;--good-bg:#12301c;--bad-bg:#3f1a18;--open-bg:#392a0e}}
*{box-sizing:border-box}[hidden]{display:none!important}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
header{background:var(--panel);border-bottom:1px solid var(--line)}header>div,main,footer{max-width:80rem;margin:0 auto;padding:0 1.25rem}header>div{padding-block:1.25rem 1rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .6rem}h2{font-size:1.35rem;margin:2.25rem 0 0}h3{font-size:1.12rem;margin:1.9rem 0 .35rem}h4{font-size:1rem;margin:1.25rem 0 .5rem}
p{margin:.35rem 0;max-width:50rem}.soft{color:var(--soft)}.made{font-size:.85rem;margin:0 0 .35rem;max-width:none}
.sentence{font-size:1.15rem;font-weight:600;padding:.65rem .9rem;border-inline-start:5px solid currentColor;border-radius:6px;max-width:none;background:var(--open-bg)}.sentence.PROVED{background:var(--good-bg)}.sentence.VIOLATED{background:var(--bad-bg)}.sentence.NOT_PROVED{background:var(--paper);color:var(--ink)}
code,.id{font-family:ui-monospace,monospace;font-size:.86em;unicode-bidi:isolate}
th,td,summary,dd,li,h4{unicode-bidi:plaintext;text-align:start}
a{color:var(--link)}nav ul{padding:0;list-style:none;margin:.9rem 0 0;display:flex;flex-wrap:wrap;gap:.1rem 1.4rem}nav li{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem}nav a{padding:.15rem 0}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip:not(:focus),.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.skip:focus{position:absolute;inset-inline-start:1rem;top:.5rem;background:var(--paper);padding:.25rem .5rem}
.counts{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;padding:0;list-style:none;margin:.7rem 0 0;font-size:.85rem;font-weight:600}.counts b{font-size:1.05rem}
.filter{margin:.9rem 0 0}input,select,textarea,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:6px;padding:.35rem .55rem;max-width:100%}
button{background:var(--link);border-color:var(--link);color:var(--paper);font-weight:600;padding:.4rem 1.3rem;cursor:pointer}:disabled{cursor:default;opacity:.65}
.ask form{border:1px solid var(--line);border-radius:8px;background:var(--panel);padding:.9rem 1.1rem;margin:.6rem 0}fieldset{border:0;margin:0;padding:0;min-width:0}
.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.6rem 1rem;margin:.3rem 0 .6rem}.field{margin:0;max-width:none}.field label{display:block;font-size:.85rem;font-weight:600}.field>:not(label){width:100%}.wide{grid-column:span 2}
.more{margin:.4rem 0}.more summary{font-size:.92rem}
.verdict{font-size:1.1rem;font-weight:700;margin:.8rem 0 .3rem}.ALLOWED{color:var(--link)}.DENIED{color:var(--good)}.wrong{color:var(--open)}
.cards{display:grid;gap:1rem;margin:.6rem 0}
td{position:relative}
.card{border:1px solid var(--line);border-radius:8px;overflow:hidden;background:var(--paper);break-inside:avoid}.card>h4{margin:0;padding:.65rem .9rem;background:var(--panel);border-bottom:1px solid var(--line);font-size:1.08rem}.card>h4 .id{font-weight:400;font-size:.75rem}.card>p{padding:0 .9rem}
.card.broken{border-color:var(--bad);border-width:2px}
table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{padding:.55rem .9rem;vertical-align:top;border-top:1px solid var(--line)}thead th{border-top:0;font-size:.82rem;color:var(--soft);font-weight:600}tbody th{font-weight:600}th:first-child{width:34%}
.none,.nobody td{color:var(--soft)}.nobody th{font-weight:400;color:var(--soft)}tr.internet th{color:var(--open)}tr.service th{font-weight:500}td.VIOLATED{background:var(--bad-bg);box-shadow:inset 3px 0 var(--bad)}
.way{display:block;font-weight:400;color:var(--soft);font-size:.85rem}.VIOLATED .way{color:inherit}
summary{cursor:pointer;border-radius:4px}th details{font-weight:400;font-size:.87rem}th details summary{color:var(--link)}details ul{margin:.3rem 0;padding-inline-start:1.1rem;font-size:.87rem}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--panel)}
svg{display:block;margin:1rem auto;max-width:none}
svg text{fill:var(--ink);font:13px system-ui,sans-serif}svg .head{font-weight:600;fill:var(--soft)}
svg .second{fill:var(--soft);font-size:11.5px}.box{fill:var(--paper);stroke:var(--line);stroke-width:1.5}.box.c1{stroke:var(--link)}.box.broken{stroke:var(--bad);stroke-width:2}
.edge{fill:none;stroke:var(--soft);stroke-width:1.5;opacity:.75}.edge.doubtful{stroke-dasharray:5 4}.edge.broken{stroke:var(--bad);stroke-width:2.5;opacity:1}
.PROVED{color:var(--good)}.VIOLATED{color:var(--bad)}.NOT_PROVED,.UNKNOWN{color:var(--open)}
.badge{font-size:.72rem;font-weight:700;white-space:nowrap;padding:.12rem .5rem;border-radius:99px;margin-inline-end:.25rem;background:var(--open-bg)}.badge.PROVED{background:var(--good-bg)}.badge.VIOLATED{background:var(--bad-bg)}
.finding{border:1px solid var(--line);border-inline-start:4px solid currentColor;border-radius:6px;margin:.45rem 0;padding:.45rem .8rem}.finding>*{color:var(--ink)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .9rem;margin:.5rem 0}dt{color:var(--soft)}dd{margin:0}
footer{padding-block:1rem 2rem;margin-top:2.5rem;color:var(--soft);font-size:.88rem;border-top:1px solid var(--line)}footer h2{font-size:1rem;margin:0}
@media (max-width:46rem){
.scroll.drawing{max-height:70vh;overflow:auto}.wide{grid-column:auto}
table,tbody,tr,th,td{display:block;width:auto!important}thead{display:none}tr{border-top:1px solid var(--line);padding:.5rem 0}tbody tr:first-child{border-top:0}th,td{border:0;padding:.2rem .9rem}td.none{display:none}td::before{content:attr(data-label);display:block;font-size:.8rem;color:var(--soft)}.nobody{display:flex;gap:.5rem}.nobody td::before{display:none}
dl{grid-template-columns:1fr;gap:0}dt{margin-top:.4rem;font-size:.85rem}}
@media print{
@page{margin:12mm}
:root{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--panel:#fff;--line:#888;--link:#000;--good:#000;--bad:#a00;--open:#000;--good-bg:#fff;--bad-bg:#fff;--open-bg:#fff}
body{font-size:10.5pt}header>div,main,footer{max-width:none;padding-inline:0}header{border:0}
nav,.skip,.ask,.filter,th details{display:none}details::details-content{content-visibility:visible;height:auto;display:block}summary{list-style:none}
.scroll{overflow:visible;border:0}svg{width:100%;height:auto;max-height:165mm;margin:0}.finding,tr,svg{break-inside:avoid}h2,h3,h4{break-after:avoid}}
`;
