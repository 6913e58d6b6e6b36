import type { Shape } from '../api-constraints/models';
import { shapesOf } from '../api-constraints/models';

/** The request that CloudFormation makes for a resource of each type; properties and members mostly have the same names. */
const REQUESTS: Readonly<Record<string, readonly [service: string, shape: string]>> = {
  'AWS::Cognito::IdentityPool': ['cognito-identity', 'CreateIdentityPoolInput'],
  'AWS::Cognito::IdentityPoolRoleAttachment': ['cognito-identity', 'SetIdentityPoolRolesInput'],
  'AWS::Cognito::IdentityPoolPrincipalTag': ['cognito-identity', 'SetPrincipalTagAttributeMapInput'],
  'AWS::Cognito::LogDeliveryConfiguration': ['cognito-idp', 'SetLogDeliveryConfigurationRequest'],
  'AWS::Cognito::ManagedLoginBranding': ['cognito-idp', 'CreateManagedLoginBrandingRequest'],
  'AWS::Cognito::Terms': ['cognito-idp', 'CreateTermsRequest'],
  'AWS::Cognito::UserPool': ['cognito-idp', 'CreateUserPoolRequest'],
  'AWS::Cognito::UserPoolClient': ['cognito-idp', 'CreateUserPoolClientRequest'],
  'AWS::Cognito::UserPoolDomain': ['cognito-idp', 'CreateUserPoolDomainRequest'],
  'AWS::Cognito::UserPoolGroup': ['cognito-idp', 'CreateGroupRequest'],
  'AWS::Cognito::UserPoolIdentityProvider': ['cognito-idp', 'CreateIdentityProviderRequest'],
  'AWS::Cognito::UserPoolResourceServer': ['cognito-idp', 'CreateResourceServerRequest'],
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': ['cognito-idp', 'SetRiskConfigurationRequest'],
};

/** Properties that have another name than the member of the request. */
const RENAMED: Readonly<Record<string, string>> = { UserPoolName: 'PoolName', EnabledMfas: 'EnabledMfas', AllowedOAuthScopes: 'AllowedOAuthScopes' };

type Shapes = Readonly<Record<string, Shape>>;

/** Holds the Cognito resources of a template against the models of the services: lengths, patterns, numbers and enumerations. */
export class ServiceModels {
  private readonly services = new Map<string, Shapes>();

  /** @param data the folder of the models */
  constructor(private readonly data: string) {}

  /**
   * Looks through a template.
   *
   * @param template the template
   * @returns what a service would refuse, one line each; values that are known only at deploy time are passed over
   */
  public findings(template: { readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>> }): string[] {
    return Object.entries(template.Resources ?? {}).flatMap(([id, { Type, Properties }]) => {
      const request = REQUESTS[Type] as typeof REQUESTS[string] | undefined;
      if (!request || Properties === undefined) return [];
      const [service, shape] = request;
      return this.check(this.shapes(service), shape, Properties, Type).map((finding) => `${finding} (${id})`);
    });
  }

  private shapes(service: string): Shapes {
    const known = this.services.get(service) ?? shapesOf(this.data, service);
    this.services.set(service, known);
    return known;
  }

  private check(shapes: Shapes, name: string, value: unknown, at: string): string[] {
    const shape = shapes[name];
    if (isIntrinsic(value)) return [];
    if (shape.type === 'structure') {
      return Object.entries(value as object).flatMap(([property, part]) => {
        const member = shape.members?.[property] ?? shape.members?.[RENAMED[property] ?? ''];
        return member ? this.check(shapes, member.shape, part, `${at}.${property}`) : [];
      });
    }
    if (shape.type === 'list' && Array.isArray(value)) {
      return [...outside(shape, value.length, at, 'items'), ...value.flatMap((item, index) => this.check(shapes, shape.member?.shape ?? '', item, `${at}[${index}]`))];
    }
    if (shape.type === 'map' && typeof value === 'object') return Object.entries(value as object).flatMap(([key, item]) => this.check(shapes, shape.value?.shape ?? '', item, `${at}.${key}`));
    if (typeof value === 'number') return outside(shape, value, at, '');
    return typeof value === 'string' && shape.type === 'string' ? checkText(shape, value, at) : [];
  }
}

function checkText(shape: Shape, text: string, at: string): string[] {
  if (shape.enum) return shape.enum.includes(text) ? [] : [`${at} is ${JSON.stringify(text)}, none of ${shape.enum.join(', ')}`];
  const pattern = shape.pattern?.replace('(?s)', '');
  const fits = pattern === undefined || new RegExp(`^(?:${pattern})$`, shape.pattern?.startsWith('(?s)') ? 'us' : 'u').test(text);
  return [...outside(shape, [...text].length, at, 'characters'), ...fits ? [] : [`${at} is ${JSON.stringify(text.slice(0, 80))}, not like ${shape.pattern}`]];
}

function outside({ min = -Infinity, max = Infinity }: Shape, amount: number, at: string, unit: string): string[] {
  return amount >= min && amount <= max ? [] : [`${at} is ${amount} ${unit}`.trimEnd() + `, not ${min} to ${max}`];
}

/** What is known only at deploy time. */
function isIntrinsic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [key, ...more] = Object.keys(value);
  return more.length === 0 && (key === 'Ref' || (key ?? '').startsWith('Fn::'));
}
