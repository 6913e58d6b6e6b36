import { isRawMap, mapAt, scalar, type RawMap } from './macros/raw';

/**
 * The applications by which AWS Secrets Manager rotates secrets: AWS publishes them in each partition from an account of its own.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-rotation-templates.html
 */
const ROTATES = /^arn:(aws:serverlessrepo:us-east-1:297356227824|aws-cn:serverlessrepo:cn-north-1:193023089310|aws-us-gov:serverlessrepo:us-gov-west-1:023102451235):applications\/SecretsManager\w+Rotation(Single|Multi)User$/;

/** The template of the function that the transform `AWS::SecretsManager` makes for a rotation schedule. */
export const HOSTED_ROTATION = 'arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSMySQLRotationSingleUser';

/**
 * What such an application makes: one function, whose role may do no more than this. The resources are all here, where the application
 * names those of its parameters.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
 */
const ROTATION: RawMap = {
  Parameters: { functionName: { Type: 'String' } },
  Resources: {
    RotationRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
        Policies: [{
          PolicyName: 'rotation',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{
              Effect: 'Allow', Resource: '*',
              Action: [
                'secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage', 'secretsmanager:GetRandomPassword',
                'kms:Decrypt', 'kms:GenerateDataKey', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DetachNetworkInterface',
                'logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents',
              ],
            }],
          },
        }],
      },
    },
    Rotation: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: { Ref: 'functionName' }, Role: { 'Fn::GetAtt': ['RotationRole', 'Arn'] } } },
    Invocation: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Rotation' }, Action: 'lambda:InvokeFunction', Principal: 'secretsmanager.amazonaws.com' } },
  },
  Outputs: { RotationLambdaARN: { Value: { 'Fn::GetAtt': ['Rotation', 'Arn'] } } },
};

/**
 * Finds the application of AWS that a template names.
 *
 * @param location the `Location` of an `AWS::Serverless::Application`
 * @param mappings the mappings of its template: the name may be another in each partition
 * @returns its ARN; undefined for any other application
 */
export function applicationOfAws(location: unknown, mappings: unknown): string | undefined {
  const id = isRawMap(location) ? location.ApplicationId : undefined;
  const names = isRawMap(id) ? mapped(id['Fn::FindInMap'], mappings) : [scalar(id)];
  return names.every((name) => name !== undefined && ROTATES.test(name)) ? names[0] : undefined;
}

/** All that a mapping may give where its first key is known only at deployment. */
function mapped(call: unknown, mappings: unknown): (string | undefined)[] {
  const [name, , key] = (Array.isArray(call) ? call : []).map((part: unknown) => scalar(part));
  const map = name === undefined ? {} : mapAt(mappings, name);
  return key === undefined ? [] : Object.values(map).map((level) => (isRawMap(level) ? scalar(level[key]) : undefined));
}

/**
 * @param resource a resource that makes a nested stack
 * @returns the template that it has by AWS's documentation; undefined for any other
 */
export function templateOfAws(resource: Readonly<Record<string, unknown>>): RawMap | undefined {
  const url = isRawMap(resource.Properties) ? scalar(resource.Properties.TemplateURL) : undefined;
  return url !== undefined && ROTATES.test(url) ? ROTATION : undefined;
}
