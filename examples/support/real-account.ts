import type { IAspect, Stack } from 'aws-cdk-lib';
import { Aspects, CfnResource, RemovalPolicies } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { directoryMetadata } from '../back-office/directory-metadata';

/** How the stacks of the examples are named in somebody's account, and the tag by which they are known again. */
export const REAL_ACCOUNT = { context: 'real-account', prefix: 'cdk-cognito-pools-demo-', tag: 'cdk-cognito-pools-demo' };

/** Lets an example be deployed to AWS, and leave nothing behind there: all of it may be deleted, and it refers to nobody who does not answer. */
export function prepareForRealAccount(stack: Stack): void {
  RemovalPolicies.of(stack).destroy();
  stack.addStackTag(REAL_ACCOUNT.tag, 'true');
  Aspects.of(stack).add(new WithoutOutsiders());
}

/** The companies of the examples have no servers: what AWS would ask them for is given. */
class WithoutOutsiders implements IAspect {
  public visit(node: IConstruct): void {
    if (!CfnResource.isCfnResource(node)) return;
    if (node.cfnResourceType === 'AWS::IAM::OIDCProvider') node.addPropertyOverride('ThumbprintList', ['0'.repeat(40)]);
    if (node.cfnResourceType === 'AWS::Cognito::UserPoolIdentityProvider' && (node as CfnResource & { readonly providerType: string }).providerType === 'SAML') {
      node.addPropertyDeletionOverride('ProviderDetails.MetadataURL');
      node.addPropertyOverride('ProviderDetails.MetadataFile', directoryMetadata);
    }
  }
}
