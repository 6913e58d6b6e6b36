// aws-cdk-lib compiles a WASM rule engine in every jest module registry (seconds a file):
// one dedicated test runs with it on, all others without.
process.env.CDK_VALIDATION ??= 'false';
