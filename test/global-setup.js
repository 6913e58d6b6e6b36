module.exports = () => import('../scripts/bundle-lambda.mjs');
