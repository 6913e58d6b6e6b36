import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';
import { knownItems } from '../private/tokens';
import { patternsOverlap } from './pattern-overlap';

/** An ARN of objects that leaves nothing out: `<bucket>/*`, where the bucket is a name, a pattern or a token; its partition may be a token too. */
const ALL_OBJECTS = /^(\*|arn:[^:]*:s3:::[^/]*\/\*|\$\{Token\[[^\]]*\]\}\/\*)$/;

/** Refuses a grant by which anyone on the internet empties a bucket; one below a prefix may be intended. */
export function refuseDeletionOfBuckets(scope: IConstruct, { actions, resources }: PolicyStatement): void {
  const deletes = knownItems(actions).find((action) => patternsOverlap(action.toLowerCase(), 's3:deleteobject'));
  const all = knownItems(resources).find((resource) => ALL_OBJECTS.test(resource));
  if (deletes === undefined || all === undefined) return;
  throw new CognitoPoolsError({
    code: 'guest-deletes-all',
    received: `guests are granted ${deletes} on every object of a bucket, and anyone on the internet is a guest`,
    fix: "grant what is intended: SharedObjectGrants.fromBucket(bucket, { prefix }) below a prefix, OwnObjectGrants.fromBucket(bucket, { prefix }).delete(…) for what is theirs, or grantRead and grantPut of the bucket",
  }, scope);
}
