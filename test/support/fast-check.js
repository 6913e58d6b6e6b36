// Jest gives tests this in place of fast-check: what they try is the same each time. FC_SEED is another seed, or `random`.
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const { FC_SEED = '20261127' } = process.env;
if (FC_SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(FC_SEED) });

module.exports = fc;
