module.exports = async () => {
  await import('../scripts/bundle-lambda.mjs');
  await import('../scripts/bundle-report-page.mjs');
};
