import { compareWorlds } from './test/proof/worlds/compare';
const r = compareWorlds(Number(process.argv[3]), Number(process.argv[2])); console.log(r.worlds, r.templates, [...r.counts].filter(([k]) => !/^promise|^can/.test(k))); for (const c of r.conflicts) console.log(JSON.stringify(c));
