/** A guideline of the CDK that a type does not follow, and why. */
export interface Exception {
  readonly rule: string;
  readonly type: string;
  readonly because: string;
}

/** What awslint would say, and need not. */
export const EXCEPTIONS: readonly Exception[] = [
  ...['IdentityPoolPrincipal', 'ImportedIdentityPool', 'ImportedUserPool', 'LambdaAuthorization'].map((type) => (
    { rule: 'construct-ctor', type, because: 'it is made by a method that says what it is for, and its constructor is private' })),
];
