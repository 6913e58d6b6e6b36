// Jest's transformer for `npm run mutation`: the one file that is changed is read from elsewhere, so that nothing in the repository is touched.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { default: tsJest } = require('ts-jest');

const { MUTATED_FILE, MUTATED_TEXT } = process.env;
const textOf = (path, text) => (path === MUTATED_FILE ? readFileSync(MUTATED_TEXT, 'utf8') : text);

module.exports = {
  createTransformer(options) {
    const base = tsJest.createTransformer(options);
    return {
      canInstrument: base.canInstrument,
      process: (text, path, settings) => base.process(textOf(path, text), path, settings),
      getCacheKey: (text, path, settings) => createHash('sha256').update(base.getCacheKey(textOf(path, text), path, settings)).update(textOf(path, text)).digest('hex'),
    };
  },
};
