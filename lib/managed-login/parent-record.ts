import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnHostedZone, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { IAspect } from 'aws-cdk-lib/core';
import { Annotations, AspectPriority, Aspects, CfnResource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';
import { referredResource } from '../private/references';

/** Refuses a zone that was imported by its id alone: the CDK throws where anything asks for its name. */
export function requireZoneName(scope: IConstruct, zone: IHostedZone): void {
  try {
    void zone.zoneName;
  } catch {
    throw new CognitoPoolsError({
      code: 'hosted-zone-name',
      received: `the hosted zone ${zone.node.path} is imported by its id alone`,
      fix: "import it with its name: HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName })",
    }, scope);
  }
}

/** Refuses a zone that only VPCs see, as far as it can be told: Cognito and the browsers of users look names up in public. */
export function checkPublic(scope: IConstruct, zone: IHostedZone): void {
  const made = zone.node.defaultChild;
  const vpcs: unknown = made instanceof CfnHostedZone ? Stack.of(made).resolve(made.vpcs) : undefined;
  if (!Array.isArray(vpcs) || vpcs.length === 0) return;
  throw new CognitoPoolsError({
    code: 'private-hosted-zone',
    received: `the hosted zone ${zone.node.path} is private`,
    fix: 'pass the public hosted zone of the domain: certificates are validated in it, and users look the sign-in pages up there',
  }, scope);
}

/** Warns where the zone is made in this app, and nothing in the app gives the domain above the address that Cognito asks for. */
export function noteParentRecord(domain: IConstruct, domainName: string, zone: IHostedZone): void {
  if (zone.node.defaultChild instanceof CfnHostedZone) Aspects.of(domain).add(new ParentRecord(domain, parentOf(domainName), zone), { priority: AspectPriority.READONLY });
}

class ParentRecord implements IAspect {
  constructor(private readonly domain: IConstruct, private readonly parent: string, private readonly zone: IHostedZone) {}

  public visit(node: IConstruct): void {
    if (node !== this.domain || node.node.root.node.findAll().some((other) => this.isRecord(other))) return;
    Annotations.of(node).addWarningV2('cdk-cognito-pools:parent-domain', `Cognito makes a custom domain only where the domain above it, '${this.parent}', has an A record, and the hosted zone ${this.zone.node.path} is made in this app without one; `
      + 'make the record and let the domain depend on it, or acknowledge this warning if it is made elsewhere');
  }

  private isRecord(node: IConstruct): boolean {
    if (!CfnResource.isCfnResource(node) || node.cfnResourceType !== CfnRecordSet.CFN_RESOURCE_TYPE_NAME) return false;
    const { hostedZoneId, name, type } = node as CfnRecordSet;
    return type === 'A' && name.replace(/\.$/, '') === this.parent && hostedZoneId !== undefined && referredResource(hostedZoneId) === this.zone.node.defaultChild;
  }
}

function parentOf(domainName: string): string {
  return domainName.slice(domainName.indexOf('.') + 1);
}
