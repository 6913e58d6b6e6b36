import { App, Aws, Fn, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { inert } from '../../lib/private/inert';

test('what a record refers to is data; pseudo parameters are in every template, and linters take their names for mistakes elsewhere', () => {
  const app = new App();
  const [here, there] = [new Stack(app, 'Here'), new Stack(app, 'There')];
  const [own, other] = [new Bucket(here, 'Own'), new Bucket(there, 'Other')];
  expect(inert(here, Fn.join('', [Aws.REGION, own.bucketName, other.bucketArn]))).toEqual({
    '$Fn::Join': ['', [{ Ref: 'AWS::Region' }, { $Ref: 'Own30425842' }, { '$Fn::GetAtt': ['Other34654A52', 'Arn'], '$in': 'There' }]],
  });
});
