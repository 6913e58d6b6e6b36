import { allow, arn } from '../rules/plain-app';
import { baseTemplate, findingsOf } from '../generated-cases/base-template';

const objects = { 'Fn::Join': ['', [arn('Photos'), '/*']] };
const inline = (name: string, statement: object): object => ({ Type: 'AWS::IAM::RolePolicy', Properties: { PolicyName: name, RoleName: { Ref: 'AuthRole' }, PolicyDocument: { Version: '2012-10-17', Statement: [statement] } } });
const deny = { Refusal: inline('refusal', { Effect: 'Deny', Action: 's3:GetObject', Resource: objects }) };
const bucketPolicy = (effect: string): object => ({ Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Photos' }, PolicyDocument: { Version: '2012-10-17', Statement: [
  { Effect: effect, Principal: '*', Action: 's3:GetObject', Resource: objects, ...(effect === 'Allow' && { Condition: { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Nobody' } } }) },
] } } } });
const refusing = (actions: string[], more: object = {}): object => ({ Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Photos' }, PolicyDocument: { Version: '2012-10-17', Statement: [
  { Effect: 'Deny', Principal: '*', Action: actions, Resource: [arn('Photos'), objects], ...more },
] } } } });
const onlyFor = (role: string): object => ({ Condition: { ArnNotEquals: { 'aws:PrincipalArn': role } } });
const roleFor = (service: string, resource: unknown): object => ({ Type: 'AWS::IAM::Role', Properties: {
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
  Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [allow('s3:GetObject', resource)] } }],
} });
const granting = (resource: unknown): object => ({
  Lent: roleFor('s3.amazonaws.com', resource),
  Location: { Type: 'AWS::S3::AccessGrantsLocation', Properties: { LocationScope: 's3://', IamRoleArn: arn('Lent') } },
  Grant: { Type: 'AWS::S3::AccessGrant', Properties: { AccessGrantsLocationId: { Ref: 'Location' }, Permission: 'READ', Grantee: { GranteeType: 'IAM', GranteeIdentifier: arn('AuthRole') } } },
});
const ELSEWHERE = 'arn:aws:s3:::somewhere-else/*';

test.each<[string, object[], object, string]>([
  ['the policy of a queue, on whatever', [allow('sqs:AddPermission', '*')], {}, 'PROVED'],
  ['the policy of a key: who may decrypt needs the object first', [allow('kms:PutKeyPolicy', '*')], {}, 'PROVED'],
  ['an export of tables', [allow('dynamodb:ExportTableToPointInTime', '*')], {}, 'PROVED'],
  ['a web ACL, on which nothing rests', [allow('wafv2:DisassociateWebACL', '*')], {}, 'PROVED'],
  ['the policy of a bucket, on whatever', [allow('s3:PutBucketPolicy', '*')], {}, 'VIOLATED'],
  ['an access point of a bucket, on whatever', [allow('s3:CreateAccessPoint', '*')], {}, 'VIOLATED'],
  ['permissions of functions, of which any action may be one', [allow('lambda:AddPermission', '*')], {}, 'UNKNOWN'],
  ['what is shared with other accounts', [allow('ram:CreateResourceShare', '*')], {}, 'UNKNOWN'],
  ['an inventory, which tells of objects', [allow('s3:PutInventoryConfiguration', '*')], {}, 'UNKNOWN'],
  ['replication, with a role that is passed', [allow('s3:PutReplicationConfiguration', '*')], {}, 'UNKNOWN'],
  ['a bucket policy taken away, where there is none', [allow('s3:DeleteBucketPolicy', arn('Photos'))], {}, 'PROVED'],
  ['a bucket policy taken away that denies nothing', [allow('s3:DeleteBucketPolicy', arn('Photos'))], bucketPolicy('Allow'), 'PROVED'],
  ['a bucket policy taken away that denies', [allow('s3:GetObject', objects), allow('s3:DeleteBucketPolicy', arn('Photos'))], bucketPolicy('Deny'), 'VIOLATED'],
  ['a policy that refuses to be changed by anybody but an administrator', [allow('s3:PutBucketPolicy', arn('Photos'))], refusing(['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'], onlyFor('arn:aws:iam::111122223333:role/Administrator')), 'PROVED'],
  ['a policy that refuses to be changed by anybody but their own role', [allow('s3:PutBucketPolicy', arn('Photos'))], refusing(['s3:PutBucketPolicy'], { Condition: { ArnNotEquals: { 'aws:PrincipalArn': arn('AuthRole') } } }), 'VIOLATED'],
  ['a policy that refuses to be changed, and not to be taken away', [allow('s3:PutBucketPolicy', arn('Photos')), allow('s3:DeleteBucketPolicy', arn('Photos'))], refusing(['s3:PutBucketPolicy', 's3:GetObject']), 'VIOLATED'],
  ['a policy that refuses what comes without TLS', [allow('s3:PutBucketPolicy', arn('Photos'))], refusing(['s3:*'], { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), 'VIOLATED'],
  ['a policy that refuses another role to change it', [allow('s3:PutBucketPolicy', arn('Photos'))], refusing(['s3:PutBucketPolicy'], { Principal: { AWS: 'arn:aws:iam::111122223333:role/Other' } }), 'VIOLATED'],
  ['a policy that refuses something else', [allow('s3:PutBucketPolicy', arn('Photos'))], refusing(['s3:PutBucketTagging']), 'VIOLATED'],
  ['the policy of another bucket', [allow('s3:PutBucketPolicy', arn('Photos'))], { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'another', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::another' }] } } } }, 'VIOLATED'],
  ['a Deny of the own role', [allow('s3:GetObject', objects)], deny, 'PROVED'],
  ['a Deny of the own role that they take away, named', [allow('s3:GetObject', objects), allow('iam:DeleteRolePolicy', arn('AuthRole'))], deny, 'UNKNOWN'],
  ['a Deny of the own role that they take away, by any name', [allow('s3:GetObject', objects), allow('iam:DeleteRolePolicy', '*')], deny, 'UNKNOWN'],
  ['policies of the own role that they take away, where none denies', [allow('iam:DeleteRolePolicy', '*')], {}, 'PROVED'],
  ['a trust anchor, and a role that trusts it and reads', [allow('rolesanywhere:CreateTrustAnchor', '*')], { Anywhere: roleFor('rolesanywhere.amazonaws.com', objects) }, 'VIOLATED'],
  ['a trust anchor, and a role that trusts it and reads elsewhere', [allow('rolesanywhere:CreateTrustAnchor', '*')], { Anywhere: roleFor('rolesanywhere.amazonaws.com', ELSEWHERE) }, 'UNKNOWN'],
  ['an access grant with a role that reads', [allow('s3:GetDataAccess', '*')], granting(objects), 'VIOLATED'],
  ['an access grant with a role that reads elsewhere', [allow('s3:GetDataAccess', '*')], granting(ELSEWHERE), 'UNKNOWN'],
  ['keys of one user of the template', [allow('iam:CreateAccessKey', arn('Somebody'))], { Somebody: { Type: 'AWS::IAM::User' } }, 'UNKNOWN'],
  ['keys of any user', [allow('iam:CreateAccessKey', '*')], { Somebody: { Type: 'AWS::IAM::User' } }, 'VIOLATED'],
])('what gives something of the objects of a bucket: %s', (_what, statements, resources, expected) => {
  const body = baseTemplate(statements, { Photos: { Type: 'AWS::S3::Bucket' }, ...resources }, [{ kind: 'unreachable', actions: ['s3:GetObject'], resources: [objects] }]);
  expect(findingsOf(body).filter(({ rule }) => rule === 'unreachable').map(({ verdict }) => verdict)).toEqual([expected]);
});
