export * from './calls';
export * from './clients';
export * from './example-run';
export * from './http';
export * from './identities';
export * from './saml';
export * from './tokens';
export * from './users';
