import { CfnStream } from 'aws-cdk-lib/aws-kinesis';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError, inPlace, shown } from '../../private/errors';
import { referredResource } from '../../private/references';
import { isKnown } from '../../private/tokens';

/** The key of the service, which grants nothing that users would need. */
const MANAGED = 'alias/aws/kinesis';

/** The ARN of the key of an L1 stream, where it has one: the CDK knows that of L1 buckets and tables, and not of streams. */
export function keyArnOfStream(stream: IConstruct): string | undefined {
  const encryption = stream instanceof CfnStream ? stream.streamEncryption as Partial<CfnStream.StreamEncryptionProperty> | undefined : undefined;
  const keyId = encryption?.keyId;
  if (keyId === undefined) return undefined;
  const known = inPlace(stream, () => isKnown(keyId));
  if (keyId === MANAGED || keyId.endsWith(`:${MANAGED}`)) return undefined;
  const key = referredResource(keyId);
  if (key instanceof CfnKey) return key.attrArn;
  if (known && /^arn:[^:]+:kms:[^:]+:\d+:key\//.test(keyId)) return keyId;
  // What is being looked up is neither yet, and the lookup needs this synth to go on.
  if (!known && !Token.isUnresolved(keyId)) return keyId;
  if (known && /^(mrk-)?[0-9a-f-]{32,36}$/i.test(keyId)) return Stack.of(stream).formatArn({ service: 'kms', resource: 'key', resourceName: keyId });
  throw new CognitoPoolsError({
    code: 'stream-key',
    received: `the key of the stream is ${shown(keyId)}`,
    fix: 'name the key by its ARN or its id, or pass an L2 Stream with an encryptionKey: what is put is encrypted with it, and policies name no alias',
  }, stream);
}
