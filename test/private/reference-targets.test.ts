import { App, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { targetsOf } from '../../lib/private/reference-targets';

const app = new App();
const stack = new Stack(app, 'Stack');
const bucket = new CfnBucket(stack, 'Bucket');
const other = new CfnBucket(stack, 'Other');

describe('what a value refers to', () => {
  test.each<[string, unknown, CfnBucket[]]>([
    ['nothing, in a text', 'arn:aws:s3:::photos', []],
    ['nothing, in a pseudo parameter', `arn:${stack.partition}:s3:::photos`, []],
    ['in a text', `${bucket.attrArn}/*`, [bucket]],
    ['twice in a text', `${bucket.ref}/${other.ref}`, [bucket, other]],
    ['in a list', ['a', [bucket.ref]], [bucket]],
    ['in a key', { [bucket.ref]: true }, [bucket]],
    ['in a number', { port: Token.asNumber(bucket.getAtt('Port')) }, [bucket]],
    ['in a list that is one token', Token.asList(bucket.getAtt('Names')), [bucket]],
    ['in a function', Fn.join('/', [bucket.ref, Fn.select(0, Fn.split(',', other.ref))]), [bucket, other]],
    ['in a text that has to be substituted', Fn.sub('${Name}', { Name: bucket.ref }), [bucket]],
    ['late', Lazy.any({ produce: () => ({ a: [Lazy.string({ produce: () => `${bucket.ref}-x` })] }) }), [bucket]],
    ['in a policy', new PolicyDocument({ statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: [`${bucket.attrArn}/*`] })] }), [bucket]],
    ['in JSON that is written late', stack.toJsonString({ a: bucket.ref, b: { c: other.attrArn } }), [bucket, other]],
  ])('%s', (_where, value, expected) => {
    expect(targetsOf(stack, value)).toEqual(expected);
  });

  test('a value that holds itself, and one that stands for itself, end', () => {
    const list: unknown[] = [bucket.ref];
    list.push(list);
    const endless = Lazy.any({ produce: () => endless });
    expect(targetsOf(stack, [list, endless])).toEqual([bucket]);
  });

  test('what an L2 is called in a stack of another Region is a name there, and no reference', () => {
    const [here, there] = ['us-east-1', 'eu-west-1'].map((region) => new Stack(app, region, { env: { account: '111122223333', region } }));
    const named = new Bucket(there, 'Bucket', { bucketName: 'photos-of-the-shop' });
    expect(targetsOf(there, named.bucketArn)).toEqual([named.node.defaultChild]);
    expect(targetsOf(here, named.bucketArn)).toEqual([]);
  });
});
