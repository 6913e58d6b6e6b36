/** The look of the page: light and dark by the reader's setting, wide and narrow, on screen and on paper. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1b2330;--soft:#566070;--paper:#fff;--panel:#f5f7fa;--line:#d5dbe4;--link:#0b57c2;--good:#14692f;--bad:#b3201a;--open:#855400;--good-bg:#e5f4ea;--bad-bg:#fdeae9;--open-bg:#fdf1dc}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#a4aebd;--paper:#10151c;--panel:#181f29;--line:#35404f;--link:#82b4ff;--good:#6fd08c;--bad:#ff8f87;--open:#f0b95a;--good-bg:#12301c;--bad-bg:#3f1a18;--open-bg:#392a0e}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
header{background:var(--panel);border-bottom:1px solid var(--line)}header>div,main,footer{max-width:80rem;margin:0 auto;padding:0 1.25rem}header>div{padding-block:1.5rem 1rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .4rem}h2{font-size:1.35rem;margin:2.25rem 0 0}h3{font-size:1.12rem;margin:1.9rem 0 .35rem}h4{font-size:1rem;margin:1.25rem 0 .5rem}
p{margin:.35rem 0;max-width:50rem}.soft{color:var(--soft)}
code,.id{font-family:ui-monospace,monospace;font-size:.86em}
a{color:var(--link)}nav ul{padding:0;list-style:none;margin:.9rem 0 0}nav li{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem}nav a{padding:.15rem 0}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.25rem .5rem}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;list-style:none;margin:1rem 0 0}
.counts li{border:1px solid var(--line);border-radius:8px;background:var(--paper);padding:.35rem .8rem;min-width:6.6rem;font-size:.78rem;font-weight:700}.counts b{display:block;font-size:1.45rem;line-height:1.2}.counts .zero{color:var(--soft);font-weight:400}.counts .zero b{font-weight:400}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--panel)}
svg{display:block;margin:1rem auto;max-width:none}
svg text{fill:var(--ink);font:12.5px ui-monospace,monospace}svg .head{font:600 13px system-ui,sans-serif;fill:var(--soft)}
svg .second{fill:var(--soft);font-size:11.5px}.box{fill:var(--paper);stroke:var(--line);stroke-width:1.5}.box.c2{stroke:var(--link)}
.edge{fill:none;stroke:var(--soft);stroke-width:1.5;opacity:.75}.edge.doubtful{stroke-dasharray:5 4}
.ways{display:none}.way{display:block;font-weight:400;color:var(--soft);font-size:.85rem}
.steps{list-style:none;margin:0 0 1rem;padding:.8rem .9rem .2rem;border:1px solid var(--line);border-radius:8px;background:var(--panel);break-inside:avoid}
.steps li{position:relative;padding:0 0 .7rem 1.5rem}.steps li::before{content:"";position:absolute;left:0;top:.4rem;width:.7rem;height:.7rem;border:2px solid var(--link);border-radius:50%;background:var(--paper)}
.steps li:not(:last-child)::after{content:"";position:absolute;left:.32rem;top:1.1rem;bottom:-.4rem;border-left:2px solid var(--soft)}.steps.doubtful li:not(:last-child)::after{border-left-style:dashed}
.reached{display:block;margin-top:.25rem;padding:.2rem .5rem;border:1px solid var(--line);border-radius:5px;background:var(--paper)}
table{border-collapse:separate;border-spacing:0;width:100%;background:var(--paper)}
th,td{border:solid var(--line);border-width:0 0 1px 1px;padding:.55rem .7rem;text-align:left;vertical-align:top;min-width:10.5rem}
tr>:first-child{border-left:0;position:sticky;left:0}tbody tr:last-child>*{border-bottom:0}
thead th{background:var(--panel);font-weight:600}tbody th{font-weight:600;background:var(--panel);min-width:15rem;max-width:22rem}
summary{cursor:pointer;border-radius:4px;padding-left:1.15em;text-indent:-1.15em}details ul{margin:.4rem 0;padding-left:1.1rem;font-size:.87rem}
.none{color:var(--soft)}
.PROVED{color:var(--good)}.VIOLATED,.deny{color:var(--bad)}.NOT_PROVED,.UNKNOWN{color:var(--open)}
.badge{font-size:.72rem;font-weight:700;white-space:nowrap;padding:.12rem .5rem;border-radius:99px;margin-right:.25rem;background:var(--open-bg)}.badge.PROVED{background:var(--good-bg)}.badge.VIOLATED{background:var(--bad-bg)}
.finding{border:1px solid var(--line);border-left:4px solid currentColor;border-radius:6px;margin:.45rem 0;padding:.45rem .8rem}
.finding>*{color:var(--ink)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .9rem;margin:.5rem 0}dt{color:var(--soft)}dd{margin:0}
footer{padding-block:1rem 2rem;margin-top:2.5rem;color:var(--soft);font-size:.88rem}
@media (max-width:46rem){
.scroll.drawing{display:none}.ways{display:block}
.scroll{border:0;background:none;overflow:visible}
.counts li{flex:1 1 8rem}
.matrix,.matrix tbody,.matrix tr,.matrix th,.matrix td{display:block;width:100%;min-width:0;max-width:none;border-width:0}.matrix thead{display:none}
.matrix tr{border:1px solid var(--line);border-radius:8px;overflow:hidden;margin-bottom:1rem}.matrix tr>:first-child{position:static}.matrix td{border-top-width:1px}
.matrix td.none{display:none}.matrix td::before{content:attr(data-resource);display:block;font:600 .82rem ui-monospace,monospace;margin-bottom:.2rem}
summary{padding-block:.2rem}
dl{grid-template-columns:1fr;gap:0}dt{margin-top:.4rem;font-size:.85rem}}
@media print{
@page{size:landscape;margin:12mm}
:root{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--panel:#fff;--line:#888;--link:#000;--good:#000;--bad:#000;--open:#000;--good-bg:#fff;--bad-bg:#fff;--open-bg:#fff}
body{font-size:10.5pt}header>div,main,footer{max-width:none;padding-inline:0}header{border:0}
nav,.skip{display:none}details::details-content{content-visibility:visible;height:auto;display:block}summary{list-style:none;padding-left:0;text-indent:0}
.scroll{overflow:visible;border:0}.scroll.drawing{display:block}.ways{display:none}svg{width:100%;height:auto;max-height:165mm;margin:0}
th,td{min-width:0!important}tbody th{min-width:13rem!important}table{border:1px solid var(--line);width:calc(100% - 2px)}tr>:first-child{position:static}.finding,tr,svg{break-inside:avoid}h2,h3,h4{break-after:avoid}
.many thead{display:none}.many,.many tbody,.many tr,.many th,.many td{display:block;max-width:none;border-left:0}.many td.none{display:none}.many td::before{content:attr(data-resource);display:block;font:600 9pt ui-monospace,monospace}}
`;
