import type { GrantRow, GrantRows } from './granting-property';

/** A policy with principals in a property. */
function policy(path: string, services: string, arns?: readonly string[]): GrantRow {
  return { path, kind: 'policy-document', services, ...(arns && { arns }) };
}

const BUCKETS = ['arn:*:s3:::*'];
const ACCESS_POINTS = ['arn:*:s3:*:*:accesspoint/*'];

/**
 * Where CloudFormation states an IAM policy document with principals. The path of each stands on the page of its type:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const POLICY_DOCUMENTS: GrantRows = {
  'AIOps::InvestigationGroup': [policy('InvestigationGroupPolicy', 'aiops')],
  'APS::ResourcePolicy': [policy('PolicyDocument', 'aps')],
  'ApiGateway::DomainNameV2': [policy('Policy', 'execute-api apigateway')],
  // The policy can also stand in the OpenAPI definition, as x-amazon-apigateway-policy:
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/openapi-extensions-policy.html
  'ApiGateway::RestApi': [
    policy('Policy', 'execute-api'), policy('Body', 'execute-api'), policy('BodyS3Location', 'execute-api'),
    { path: 'Body', kind: 'public-door', services: 'execute-api' }, { path: 'BodyS3Location', kind: 'public-door', services: 'execute-api' },
  ],
  'Backup::BackupVault': [policy('AccessPolicy', 'backup')],
  'Backup::LogicallyAirGappedBackupVault': [policy('AccessPolicy', 'backup')],
  'Bedrock::KnowledgeBasePolicy': [policy('PolicyDocument', 'bedrock')],
  'Bedrock::ResourcePolicy': [policy('PolicyDocument', 'bedrock')],
  'BedrockAgentCore::ResourcePolicy': [policy('Policy', 'bedrock-agentcore')],
  'CloudTrail::ResourcePolicy': [policy('ResourcePolicy', 'cloudtrail cloudtrail-data')],
  'CodeArtifact::Domain': [policy('PermissionsPolicyDocument', 'codeartifact')],
  'CodeArtifact::Repository': [policy('PermissionsPolicyDocument', 'codeartifact')],
  'Comprehend::DocumentClassifier': [policy('ModelPolicy', 'comprehend')],
  'Comprehend::EntityRecognizer': [policy('ModelPolicy', 'comprehend')],
  'DSQL::Cluster': [policy('PolicyDocument', 'dsql')],
  'DynamoDB::GlobalTable': [
    policy('Replicas[].ResourcePolicy.PolicyDocument', 'dynamodb', ['arn:*:dynamodb:*:*:table/*']),
    policy('Replicas[].ReplicaStreamSpecification.ResourcePolicy.PolicyDocument', 'dynamodb', ['arn:*:dynamodb:*:*:table/*/stream/*']),
  ],
  'DynamoDB::Table': [
    policy('ResourcePolicy.PolicyDocument', 'dynamodb', ['arn:*:dynamodb:*:*:table/*']),
    policy('StreamSpecification.ResourcePolicy.PolicyDocument', 'dynamodb', ['arn:*:dynamodb:*:*:table/*/stream/*']),
  ],
  'ECR::PublicRepository': [policy('RepositoryPolicyText', 'ecr-public')],
  'ECR::RegistryPolicy': [policy('PolicyText', 'ecr')],
  'ECR::Repository': [policy('RepositoryPolicyText', 'ecr')],
  'ECR::RepositoryCreationTemplate': [policy('RepositoryPolicy', 'ecr')],
  'EFS::FileSystem': [policy('FileSystemPolicy', 'elasticfilesystem', ['arn:*:elasticfilesystem:*:*:file-system/*'])],
  'Elasticsearch::Domain': [policy('AccessPolicies', 'es', ['arn:*:es:*:*:domain/*'])],
  'EventSchemas::RegistryPolicy': [policy('Policy', 'schemas')],
  'Events::EventBus': [policy('Policy', 'events')],
  'EventsV2::ResourcePolicy': [policy('PolicyDocument', 'events')],
  'FSx::S3AccessPointAttachment': [policy('S3AccessPoint.Policy', 's3', ACCESS_POINTS)],
  'IAM::Role': [policy('AssumeRolePolicyDocument', 'sts', ['arn:*:iam::*:role/*'])],
  'KMS::Key': [policy('KeyPolicy', 'kms', ['arn:*:kms:*:*:key/*'])],
  'KMS::ReplicaKey': [policy('KeyPolicy', 'kms', ['arn:*:kms:*:*:key/*'])],
  'Kinesis::ResourcePolicy': [policy('ResourcePolicy', 'kinesis')],
  'Lambda::ResourcePolicy': [policy('PolicyDocument', 'lambda')],
  'Lex::ResourcePolicy': [policy('Policy', 'lex')],
  'Logs::DeliveryDestination': [policy('DeliveryDestinationPolicy.DeliveryDestinationPolicy', 'logs')],
  'Logs::Destination': [policy('DestinationPolicy', 'logs')],
  'Logs::LogGroup': [policy('ResourcePolicyDocument', 'logs')],
  'Logs::ResourcePolicy': [policy('PolicyDocument', 'logs')],
  'MSK::ClusterPolicy': [policy('Policy', 'kafka kafka-cluster')],
  'MediaPackageV2::ChannelPolicy': [policy('Policy', 'mediapackagev2')],
  'MediaPackageV2::OriginEndpointPolicy': [policy('Policy', 'mediapackagev2')],
  'MediaStore::Container': [policy('Policy', 'mediastore')],
  'MediaTailor::ChannelPolicy': [policy('Policy', 'mediatailor')],
  'OSIS::Pipeline': [policy('ResourcePolicy.Policy', 'osis')],
  'Oam::Sink': [policy('Policy', 'oam')],
  'Omics::SequenceStore': [policy('S3AccessPolicy', 'omics s3')],
  'OpenSearchService::Domain': [policy('AccessPolicies', 'es', ['arn:*:es:*:*:domain/*'])],
  'Organizations::ResourcePolicy': [policy('Content', 'organizations')],
  'PaymentCryptography::Key': [policy('Policy', 'payment-cryptography')],
  'RUM::AppMonitor': [policy('ResourcePolicy.PolicyDocument', 'rum')],
  'Redshift::Cluster': [policy('NamespaceResourcePolicy', 'redshift')],
  'RedshiftServerless::Namespace': [policy('NamespaceResourcePolicy', 'redshift redshift-serverless')],
  'S3::AccessPoint': [policy('Policy', 's3', ACCESS_POINTS)],
  'S3::BucketPolicy': [policy('PolicyDocument', 's3', BUCKETS)],
  'S3::MultiRegionAccessPointPolicy': [policy('Policy', 's3', ['arn:*:s3::*:accesspoint/*'])],
  'S3Express::AccessPoint': [policy('Policy', 's3express', ['arn:*:s3express:*:*:accesspoint/*'])],
  'S3Express::BucketPolicy': [policy('PolicyDocument', 's3express', ['arn:*:s3express:*:*:bucket/*'])],
  'S3Files::FileSystemPolicy': [policy('Policy', 's3files')],
  'S3ObjectLambda::AccessPointPolicy': [policy('PolicyDocument', 's3-object-lambda', ['arn:*:s3-object-lambda:*:*:accesspoint/*'])],
  'S3Outposts::AccessPoint': [policy('Policy', 's3-outposts')],
  'S3Outposts::BucketPolicy': [policy('PolicyDocument', 's3-outposts')],
  'S3Tables::TableBucketPolicy': [policy('ResourcePolicy', 's3tables')],
  'S3Tables::TablePolicy': [policy('ResourcePolicy', 's3tables')],
  'S3Vectors::VectorBucketPolicy': [policy('Policy', 's3vectors')],
  'SMSVOICE::ResourcePolicy': [policy('PolicyDocument', 'sms-voice')],
  'SNS::TopicInlinePolicy': [policy('PolicyDocument', 'sns')],
  'SNS::TopicPolicy': [policy('PolicyDocument', 'sns')],
  'SQS::QueueInlinePolicy': [policy('PolicyDocument', 'sqs')],
  'SQS::QueuePolicy': [policy('PolicyDocument', 'sqs')],
  'SSM::ResourcePolicy': [policy('Policy', 'ssm')],
  'SageMaker::ModelPackageGroup': [policy('ModelPackageGroupPolicy', 'sagemaker')],
  'SecretsManager::ResourcePolicy': [policy('ResourcePolicy', 'secretsmanager')],
  'Serverless::Function': [policy('AssumeRolePolicyDocument', 'sts', ['arn:*:iam::*:role/*'])],
  // https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html: the identity policy has to allow as well
  'VpcLattice::AuthPolicy': [{ ...policy('Policy', 'vpc-lattice-svcs'), needsIdentityPolicyToo: true }],
  'VpcLattice::ResourcePolicy': [policy('Policy', 'vpc-lattice')],
  // Most actions of X-Ray take no resource.
  'XRay::ResourcePolicy': [policy('PolicyDocument', 'xray', ['*'])],
};
