import { entry, isRawMap, isTrue, itemsOf, mapAt, ref, scalar, sub, type RawMap } from '../../raw';
import { NotExpanded, type Expansion, type Source } from '../expansion';
import { IAM } from './security';

const SIGNED: RawMap = { 'type': 'apiKey', 'name': 'Authorization', 'in': 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' };

/** Says that callers sign their requests. */
export const IAM_SCHEME: RawMap = { [IAM]: SIGNED };

/**
 * Writes the authorizers of a REST API.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html
 *
 * @param authorizers `Authorizers`
 * @param api the logical id of the API
 * @returns the security schemes of its OpenAPI document
 */
export function restAuthorizers(authorizers: RawMap, api: string): RawMap {
  return Object.fromEntries(Object.entries(authorizers).map(([name, authorizer]) => {
    if (!isRawMap(authorizer)) throw new NotExpanded(`the authorizer '${name}' of '${api}' is decided only at deployment`);
    if (authorizer.UserPoolArn !== undefined) return [name, cognito(authorizer)];
    if (authorizer.FunctionArn !== undefined) return [name, lambda(authorizer)];
    throw new NotExpanded(`the authorizer '${name}' of '${api}' has neither a user pool nor a function`);
  }));
}

function scheme(header: unknown, authtype: string, authorizer: RawMap): RawMap {
  return { 'type': 'apiKey', 'name': header, 'in': 'header', 'x-amazon-apigateway-authtype': authtype, 'x-amazon-apigateway-authorizer': authorizer };
}

function cognito(authorizer: RawMap): RawMap {
  const identity = mapAt(authorizer, 'Identity');
  return scheme(identity.Header ?? 'Authorization', 'cognito_user_pools', {
    type: 'cognito_user_pools',
    providerARNs: itemsOf(authorizer.UserPoolArn),
    ...(identity.ValidationExpression === undefined ? {} : { identityValidationExpression: identity.ValidationExpression }),
  });
}

function lambda(authorizer: RawMap): RawMap {
  const identity = mapAt(authorizer, 'Identity');
  const isRequest = scalar(authorizer.FunctionPayloadType)?.toUpperCase() === 'REQUEST';
  const role = authorizer.FunctionInvokeRole;
  return scheme(isRequest ? 'Unused' : identity.Header ?? 'Authorization', 'custom', {
    type: isRequest ? 'request' : 'token',
    authorizerUri: authorizerUri(authorizer.FunctionArn),
    ...(role === undefined || role === 'NONE' ? {} : { authorizerCredentials: role }),
  });
}

function authorizerUri(functionArn: unknown): RawMap {
  return sub('arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations', { __FunctionArn__: functionArn });
}

/**
 * Permits an API to call the functions of its authorizers: a REST API always, unless that is switched off, an HTTP API where that is
 * switched on.
 *
 * @param authorizers `Authorizers`
 * @param api the API
 * @param expansion what the template comes to
 * @param isHttp whether it is an HTTP API
 */
export function permitAuthorizers(authorizers: RawMap, api: Source, expansion: Expansion, isHttp: boolean): void {
  for (const [name, authorizer] of Object.entries(authorizers)) {
    const functionArn = entry(authorizer, 'FunctionArn');
    const permitted = isHttp ? isTrue(entry(authorizer, 'EnableFunctionDefaultPermissions')) : !isTrue(entry(authorizer, 'DisableFunctionDefaultPermissions'));
    if (functionArn === undefined || !permitted) continue;
    expansion.add(`${api.id}${name.replace(/[^A-Za-z0-9]/g, '')}AuthorizerPermission`, 'AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: functionArn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*', { __ApiId__: ref(api.id) }),
    }, api);
  }
}

/**
 * Writes the authorizers of an HTTP API.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-httpapiauth.html
 *
 * @param authorizers `Authorizers`
 * @param api the logical id of the API
 * @returns the security schemes of its OpenAPI document
 */
export function httpAuthorizers(authorizers: RawMap, api: string): RawMap {
  return Object.fromEntries(Object.entries(authorizers).map(([name, authorizer]) => {
    if (!isRawMap(authorizer)) throw new NotExpanded(`the authorizer '${name}' of '${api}' is decided only at deployment`);
    if (authorizer.FunctionArn !== undefined) return [name, httpLambda(authorizer)];
    const jwt = mapAt(authorizer, 'JwtConfiguration');
    const [issuer, audience] = [jwt.issuer ?? jwt.Issuer, jwt.audience ?? jwt.Audience];
    return [name, {
      'type': 'oauth2',
      'x-amazon-apigateway-authorizer': { type: 'jwt', identitySource: authorizer.IdentitySource, jwtConfiguration: { issuer, audience } },
    }];
  }));
}

function httpLambda(authorizer: RawMap): RawMap {
  const { Headers, QueryStrings, StageVariables, Context } = mapAt(authorizer, 'Identity');
  const sources = [['header', Headers], ['querystring', QueryStrings], ['stageVariables', StageVariables], ['context', Context]] as const;
  const identitySource = sources.flatMap(([kind, names]) => itemsOf(names).map((name) => (kind === 'header' || kind === 'querystring' ? `$request.${kind}.${scalar(name)}` : `$${kind}.${scalar(name)}`)));
  return {
    'type': 'apiKey', 'name': 'Unused', 'in': 'header',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: authorizerUri(authorizer.FunctionArn),
      ...(identitySource.length === 0 ? {} : { identitySource }),
      ...(authorizer.FunctionInvokeRole === undefined ? {} : { authorizerCredentials: authorizer.FunctionInvokeRole }),
    },
  };
}
