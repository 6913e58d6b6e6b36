import { grantRows } from '../../../lib/proof/authorization-data/cloudformation/rows';
import type { GrantRow } from '../../../lib/proof/authorization-data/cloudformation/granting-property';
import { allow, arn, document, ref } from '../rules/plain-app';
import { baseTemplate, findingsOf } from './base-template';
import { givingAway, GIVES_NOTHING_TO_PEOPLE } from './giving-away';
import { sampled } from './sample';

interface Case {
  readonly type: string;
  readonly row: GrantRow;
}

const nameOf = ({ type, row: { path, kind } }: Case): string => `${type} ${path === '' ? 'as a whole' : path} (${kind})`;
const all: readonly Case[] = [...grantRows()].flatMap(([type, rows]) => rows.map((row) => ({ type, row })));
const excused = (one: Case): string | undefined => GIVES_NOTHING_TO_PEOPLE.find(({ concerns }) => concerns(one.type, one.row))?.why;

describe('a property that grants', () => {
  test.each(sampled(all.filter((one) => excused(one) === undefined), nameOf).map((one) => [nameOf(one), one] as const))('%s leaves nothing proved about what it gives away', (_name, { type, row }) => {
    const { body, rule } = givingAway(type, row);
    const verdicts = [...new Set(findingsOf(body).filter((finding) => finding.rule === rule).map(({ verdict }) => verdict))];
    expect(verdicts).not.toEqual([]);
    expect(verdicts).not.toContain('PROVED');
  });

  test('that states a policy or names principals is excused only where it is not a resource of CloudFormation', () => {
    expect(all.filter((one) => excused(one) !== undefined).filter(({ row: { kind } }) => kind === 'policy-document' || kind === 'principal').map(nameOf)).toEqual([
      'AWS::Serverless::Function AssumeRolePolicyDocument (policy-document)', 'AWS::Serverless::Connector as a whole (principal)',
    ]);
  });
});

describe('what is given away by the bucket or table itself', () => {
  const letIn = document({ Effect: 'Allow', Principal: { AWS: arn('AuthRole') }, Action: ['s3:*', 'dynamodb:GetItem', 'dynamodb:GetRecords'], Resource: '*' });
  const folder = (holder: object): Record<string, object> => ({ Photos: { Type: 'AWS::S3::Bucket' }, Holder: holder });
  const ofBucket = { actions: ['s3:GetObject'], resource: { 'Fn::Join': ['', [arn('Photos'), '/users/${owner}/*']] } };
  const ofTable = { actions: ['dynamodb:GetItem'], resource: arn('Holder'), key: 'dynamodb:LeadingKeys', value: '${owner}', each: true };

  test.each([
    ['the policy of a bucket', folder({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Photos'), PolicyDocument: letIn } }), ofBucket],
    ['the policy of an access point', folder({ Type: 'AWS::S3::AccessPoint', Properties: { Bucket: ref('Photos'), Policy: letIn } }), ofBucket],
    ['the policy of a multi-region access point', {
      Photos: { Type: 'AWS::S3::Bucket' }, Many: { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Regions: [{ Bucket: ref('Photos') }] } },
      Holder: { Type: 'AWS::S3::MultiRegionAccessPointPolicy', Properties: { MrapName: ref('Many'), Policy: letIn } },
    }, ofBucket],
    ['the policy of a table', { Holder: { Type: 'AWS::DynamoDB::Table', Properties: { ResourcePolicy: { PolicyDocument: letIn } } } }, ofTable],
    ['the policy of its stream', { Holder: { Type: 'AWS::DynamoDB::Table', Properties: { StreamSpecification: { StreamViewType: 'NEW_IMAGE', ResourcePolicy: { PolicyDocument: letIn } } } } }, ofTable],
    ['the policy of a replica', { Holder: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{ Region: 'eu-west-1', ResourcePolicy: { PolicyDocument: letIn } }] } } }, ofTable],
    ['the policy of the stream of a replica', { Holder: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{ Region: 'eu-west-1', ReplicaStreamSpecification: { ResourcePolicy: { PolicyDocument: letIn } } }] } } }, ofTable],
  ])('%s leaves no slice to its owner alone', (_what, resources, slice) => {
    const body = baseTemplate([allow('polly:SynthesizeSpeech', '*')], resources, [{ kind: 'isolated', owner: { kind: 'identity-id' }, slices: [slice], except: [] }]);
    const verdicts = findingsOf(body).filter(({ rule }) => rule === 'isolated').map(({ verdict }) => verdict);
    expect(verdicts).toHaveLength(1);
    expect(verdicts).not.toContain('PROVED');
  });
});

test('what the code of a custom resource does is not looked at, which is printed with what is proved', () => {
  const body = baseTemplate([allow('polly:SynthesizeSpeech', '*')], { Holder: { Type: 'AWS::CloudFormation::CustomResource', Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:theirs' } } }, [{ kind: 'unreachable', actions: ['s3:*'], resources: ['*'] }]);
  const [promise] = findingsOf(body).filter(({ rule }) => rule === 'unreachable');
  expect(promise.verdict).toBe('PROVED');
  expect(promise.notLookedAt?.join()).toContain("custom resource 'Holder'");
});
