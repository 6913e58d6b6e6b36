import {
  CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand, paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { DeleteObjectsCommand, GetObjectTaggingCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import type { ObjectIdentifier } from '@aws-sdk/client-s3';
import { CreateSecretCommand, DeleteSecretCommand, DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { secrets } from '../../../emulator/deploy';
import { administratorS3Settings, administratorSettings } from '../../../examples/support';
import type { Deployment } from '../../../examples/support';
import { REAL_ACCOUNT } from '../../../examples/support/real-account';

/** A resource of a deployed stack. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

/** The account of the current credentials, as far as the demo needs it: to look before it deploys, and to leave nothing behind. */
export class RealAccount {
  private readonly cloudFormation: CloudFormationClient;
  private readonly secretsManager: SecretsManagerClient;
  private readonly made: string[] = [];

  /** @param place the Region, and where the services answer */
  constructor(private readonly place: Omit<Deployment, 'outputs'>) {
    const settings = administratorSettings({ ...place, outputs: {} });
    this.cloudFormation = new CloudFormationClient(settings);
    this.secretsManager = new SecretsManagerClient(settings);
  }

  /** Refuses any other account than the one that was asked for. */
  async requireAccount(wanted: string): Promise<void> {
    const { Account, Arn } = await new STSClient(administratorSettings({ ...this.place, outputs: {} })).send(new GetCallerIdentityCommand({}));
    if (Account !== wanted) throw new Error(`the current credentials are of account ${Account} (${Arn}), not of ${wanted}: nothing was done`);
  }

  /** The stacks of an earlier run that was interrupted; one of that name which is none of the demo's is an error. */
  async leftBehind(names: readonly string[]): Promise<string[]> {
    const found = await Promise.all(names.map(async (name) => [name, await this.stack(name)] as const));
    const there = found.filter(([, stack]) => stack !== undefined && stack.StackStatus !== 'DELETE_COMPLETE');
    const foreign = there.find(([, stack]) => !stack?.Tags?.some(({ Key }) => Key === REAL_ACCOUNT.tag));
    if (foreign) throw new Error(`the account has a stack '${REAL_ACCOUNT.prefix}${foreign[0]}' that is not of the demo: nothing was done`);
    return there.map(([name]) => name);
  }

  /** What somebody has put into Secrets Manager before; what is there already is used as it is. */
  async makeSecrets(): Promise<void> {
    for (const [Name, SecretString] of Object.entries(secrets)) {
      const isThere = await this.secretsManager.send(new DescribeSecretCommand({ SecretId: Name })).then(() => true, (error: Error) => {
        if (error.name === 'ResourceNotFoundException') return false;
        throw error;
      });
      if (isThere) continue;
      await this.secretsManager.send(new CreateSecretCommand({ Name, SecretString }));
      this.made.push(Name);
    }
  }

  /** Deletes the secrets that were made. */
  async deleteSecrets(): Promise<void> {
    for (const SecretId of this.made.splice(0)) await this.secretsManager.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  }

  /** What a stack has. */
  async resources(name: string): Promise<DeployedResource[]> {
    const pages = paginateListStackResources({ client: this.cloudFormation }, { StackName: `${REAL_ACCOUNT.prefix}${name}` });
    const all: DeployedResource[] = [];
    for await (const { StackResourceSummaries = [] } of pages) {
      all.push(...StackResourceSummaries.map(({ LogicalResourceId = '', PhysicalResourceId = '', ResourceType = '' }) => ({ logicalId: LogicalResourceId, physicalId: PhysicalResourceId, type: ResourceType })));
    }
    return all;
  }

  /** The tags of an object; none of one that is not there. */
  async objectTags(Bucket: string, Key: string): Promise<Record<string, string>> {
    const { TagSet = [] } = await new S3Client(administratorS3Settings({ ...this.place, outputs: {} })).send(new GetObjectTaggingCommand({ Bucket, Key }))
      .catch(() => ({ TagSet: [] as { Key?: string; Value?: string }[] }));
    return Object.fromEntries(TagSet.map((tag) => [tag.Key ?? '', tag.Value ?? '']));
  }

  /** Deletes every object of the buckets of a stack, all versions of it: CloudFormation deletes empty buckets alone. */
  async emptyBuckets(name: string): Promise<void> {
    const client = new S3Client(administratorS3Settings({ ...this.place, outputs: {} }));
    for (const { physicalId: Bucket } of (await this.resources(name)).filter(({ type, physicalId }) => type === 'AWS::S3::Bucket' && physicalId !== '')) {
      for (let isMore = true; isMore;) {
        const { DeleteMarkers = [], IsTruncated = false, Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
        const Objects: ObjectIdentifier[] = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
        if (Objects.length > 0) await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
        isMore = IsTruncated && Objects.length > 0;
      }
    }
  }

  /** What is still there of stacks that were destroyed: a stack, or what CloudFormation did not delete with it. */
  async remains(ids: ReadonlyMap<string, string>): Promise<string[]> {
    const all = await Promise.all([...ids].map(async ([name, StackName]) => {
      if ((await this.leftBehind([name])).length > 0) return [`the stack ${REAL_ACCOUNT.prefix}${name}`];
      const { StackResourceSummaries = [] } = await this.cloudFormation.send(new ListStackResourcesCommand({ StackName })).catch(() => ({ StackResourceSummaries: [] }));
      return StackResourceSummaries.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED').map(({ ResourceType, PhysicalResourceId }) => `${ResourceType} ${PhysicalResourceId}`);
    }));
    return all.flat();
  }

  /** The id of a stack, by which it is known after it was deleted. */
  async idOf(name: string): Promise<string | undefined> {
    return (await this.stack(name))?.StackId;
  }

  private async stack(name: string): Promise<Stack | undefined> {
    try {
      return (await this.cloudFormation.send(new DescribeStacksCommand({ StackName: `${REAL_ACCOUNT.prefix}${name}` }))).Stacks?.[0];
    } catch (error) {
      if (/does not exist/.test(String(error))) return undefined;
      throw error;
    }
  }
}
