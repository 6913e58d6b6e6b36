import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { UserPoolEntry } from '../../app-client/user-pool-registry';
import { userPoolEntry } from '../../app-client/user-pool-registry';
import { CognitoPoolsError } from '../../private/errors';

/** Refuses an API that an authorizer cannot serve, when a method of the API first asks for it; says what else would fail at synth or deploy. */
export class RestApiBinding {
  private api?: IRestApi;

  constructor(private readonly entry: UserPoolEntry) {}

  public attach(authorizer: IConstruct, api: IRestApi): void {
    userPoolEntry(api, this.entry.userPool);
    if (this.api && this.api.restApiId !== api.restApiId) {
      throw new CognitoPoolsError({
        code: 'authorization-of-another-api',
        received: `the authorization ${authorizer.node.path} is that of ${this.api.node.path} already, and API Gateway knows an authorizer within one REST API only`,
        fix: 'make another authorization for this API',
      }, api);
    }
    if (Stack.of(authorizer) !== Stack.of(api)) {
      throw new CognitoPoolsError({
        code: 'authorization-in-another-stack',
        received: `the authorization ${authorizer.node.path} is in another stack than the REST API, and each of the two would need the other first`,
        fix: "give it the API's stack, or a construct in that stack, as its scope",
      }, api);
    }
    this.api = api;
  }
}
