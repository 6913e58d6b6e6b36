import type { CfnUserPoolClient, IIdentityPoolRef, IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { IResolvable } from 'aws-cdk-lib/core';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import type { UserPoolEntry } from '../app-client/user-pool-registry';
import { userPoolEntry } from '../app-client/user-pool-registry';
import { CognitoPoolsError, inPlace, shown } from '../private/errors';
import { isKnown } from '../private/tokens';
import { correction } from '../text/nearest';
import { authOf } from './amplify-auth';
import type { AmplifyOutputs } from './amplify-outputs';
import { jsonSettings } from './amplify-outputs';
import { requireOptions } from '../private/types';

/** Settings of an app besides its pools. */
export interface ClientSettingsOptions {
  /**
   * The identity pool where the app gets AWS credentials.
   *
   * @default - the identity pool of a `UserPoolPlusIdentityPool`, none for other user pools
   */
  readonly identityPool?: IIdentityPoolRef;

  /**
   * The bucket where the app keeps files.
   *
   * @default - none
   */
  readonly bucket?: IBucketRef;

  /**
   * Further values by name: addresses of APIs, names of streams. Nothing secret: everyone who has the app can read them.
   *
   * @default - none
   */
  readonly custom?: { readonly [name: string]: string };
}

/**
 * The settings with which a web or mobile app signs users in and calls AWS. Nothing in it is secret. It says what will be
 * deployed, also where properties of the L1 resources were overridden, and whatever was added after these settings.
 *
 * Where groups have roles, the settings list these as `groupRoleArns` (`custom.groupRoleArns` for Amplify): a member of several
 * groups may ask the identity pool for another than the first with `CustomRoleArn`. The ARN of a role gives nobody its access.
 *
 * Put it into an output, and have `npx cdk-cognito-pools outputs` write it to a file after the deployment:
 * `new CfnOutput(this, 'ClientSettings', { value: ClientSettings.fromUserPool(auth, 'web').amplifyOutputs })`.
 *
 * @see https://docs.amplify.aws/react/reference/amplify_outputs/
 */
export class ClientSettings {
  /**
   * The settings for one app client.
   *
   * @param userPool a `UserPoolOnly` or `UserPoolPlusIdentityPool`
   * @param appClient id of the app client, as given to `addSinglePageAppClient` or `addMobileAppClient`
   * @param options identity pool, bucket, further values
   * @returns the settings
   * @throws error `user-pool-not-ours`, `unknown-client`, `client-with-secret`, `custom-setting`
   */
  public static fromUserPool(userPool: IUserPoolRef, appClient: string, options: ClientSettingsOptions = {}): ClientSettings {
    requireOptions("'options' of the settings", options, userPool);
    const entry = userPoolEntry(userPool, userPool);
    const both: Partial<UserPoolWithIdentityPool> = userPool;
    return new ClientSettings(entry, publicClient(entry, appClient), {
      ...options, identityPool: options.identityPool ?? (both.identityPoolRef && both as UserPoolWithIdentityPool),
    }, both.groupRoleArns);
  }

  private constructor(
    private readonly entry: UserPoolEntry, private readonly client: CfnUserPoolClient, private readonly options: ClientSettingsOptions,
    private readonly groupRoleArns?: IResolvable,
  ) {
    const { custom = {} } = options;
    inPlace(entry.scope, () => Object.entries(custom).flat().forEach(isKnown)); // refuses an item of a list token
    const taken = Object.keys(custom).find((name) => JSON_NAMES.includes(name) || name === 'events');
    if (taken) {
      throw new CognitoPoolsError({
        code: 'custom-setting',
        received: `'custom' has the name ${shown(taken)}, which has a meaning of its own in the settings`,
        fix: 'choose another name',
      }, entry.scope);
    }
  }

  /**
   * The text of `amplify_outputs.json`, schema version 1.4, for `Amplify.configure`.
   */
  public get amplifyOutputs(): string {
    return this.text((settings) => settings);
  }

  /**
   * The text of a flat JSON object for other clients: `region`, `userPoolId`, `userPoolClientId`, `identityPoolId`, `domain`,
   * `callbackUrls`, `logoutUrls`, `scopes`, `bucket`, `groupRoleArns` as far as there are such, and the further values by their
   * names.
   */
  public get json(): string {
    return this.text(jsonSettings);
  }

  private text(shape: (settings: AmplifyOutputs) => object): string {
    return Lazy.uncachedString({ produce: ({ scope }) => Stack.of(scope).toJsonString(shape(this.settings())) });
  }

  private settings(): AmplifyOutputs {
    const { bucket, identityPool } = this.options;
    const custom = { ...this.options.custom, ...this.rolesToChoose() };
    return {
      version: '1.4',
      auth: authOf(this.entry, this.client, identityPool),
      storage: bucket && { aws_region: bucket.env.region, bucket_name: bucket.bucketRef.bucketName },
      custom: Object.keys(custom).length > 0 ? custom : undefined,
    };
  }

  /** A member of several groups acts in one role at a time, and may ask for another. */
  private rolesToChoose(): { readonly groupRoleArns?: IResolvable } {
    const roles = Stack.of(this.entry.scope).resolve(this.groupRoleArns) as object | undefined;
    return Object.keys(roles ?? {}).length > 0 ? { groupRoleArns: this.groupRoleArns } : {};
  }
}

const JSON_NAMES = ['region', 'userPoolId', 'userPoolClientId', 'identityPoolId', 'domain', 'callbackUrls', 'logoutUrls', 'scopes', 'bucket', 'groupRoleArns'];

/** What a `UserPoolPlusIdentityPool` tells besides. */
interface UserPoolWithIdentityPool extends IUserPoolRef, IIdentityPoolRef {
  readonly groupRoleArns: IResolvable;
}

function publicClient({ clients, scope }: UserPoolEntry, id: string): CfnUserPoolClient {
  const client = clients.all.get(id)?.node.defaultChild as CfnUserPoolClient | undefined;
  if (!client) {
    throw new CognitoPoolsError({
      code: 'unknown-client',
      received: `app client ${shown(id)} is not among those of this pool (${[...clients.all.keys()].join(', ') || 'none'})`,
      fix: correction(id, [...clients.all.keys()], 'add the client with addSinglePageAppClient or addMobileAppClient first'),
    }, scope);
  }
  if (client.generateSecret === true) {
    throw new CognitoPoolsError({
      code: 'client-with-secret',
      received: `app client '${id}' has a secret, which apps in browsers and on phones cannot keep`,
      fix: 'name a client made by addSinglePageAppClient or addMobileAppClient; a server reads its secret with clientSecret(…)',
    }, scope);
  }
  return client;
}
