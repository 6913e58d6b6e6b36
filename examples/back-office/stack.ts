import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { OidcProviderNative, PolicyStatement, SamlMetadataDocument, SamlProvider } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { ClaimMatch, CustomAttribute, IdentityPoolProvider, TokenClaim, UserPoolPlusIdentityPool } from 'cdk-cognito-pools';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { acknowledged } from './acknowledged';
import { directoryMetadata } from './directory-metadata';

const DEPARTMENTS = ['administrators', 'accounting', 'finance', 'it'];

/** What the directory calls the department in its assertions. */
const DEPARTMENT_CLAIM = 'https://directory.example.com/claims/department';

/** Each department has its papers. Staff come from a SAML directory, contractors from an OpenID Connect provider, a few users are our own. */
export class BackOfficeStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const papers = new Bucket(this, 'Papers', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true });
    const directory = new SamlProvider(this, 'Staff', { metadataDocument: SamlMetadataDocument.fromXml(directoryMetadata) });
    const staff = IdentityPoolProvider.saml(directory);
    const contractors = IdentityPoolProvider.openIdConnect(new OidcProviderNative(this, 'Contractors', { url: 'https://login.contractors.example.com', clientIds: ['back-office'] }));

    const auth = new UserPoolPlusIdentityPool(this, 'Auth', {
      groups: DEPARTMENTS,
      customAttributes: { costCenter: CustomAttribute.string() },
      sessionTags: { costCenter: TokenClaim.customAttribute('costCenter') },
    });
    const client = auth.addSinglePageAppClient('web');
    auth.addIdentityPoolProvider(staff, { sessionTags: { costCenter: TokenClaim.named('https://directory.example.com/claims/costCenter') } });
    auth.addIdentityPoolProvider(contractors);

    for (const department of DEPARTMENTS) {
      const own = { actions: ['s3:GetObject', 's3:PutObject'], resources: [papers.arnForObjects(`${department}/*`)] };
      auth.group(department).addToPrincipalPolicy(new PolicyStatement(own));
      auth.addRoleMappingRule(`${department}Staff`, staff, ClaimMatch.equalTo(DEPARTMENT_CLAIM, department)).addToPrincipalPolicy(new PolicyStatement(own));
    }
    auth.addRoleMappingRule('itContractors', contractors, ClaimMatch.equalTo('department', 'it'))
      .addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [papers.arnForObjects('it/*')] }));

    // Whatever department they are of, users read the reports of their own cost center: the tag of the object decides.
    auth.authenticated.addToPrincipalPolicy(new PolicyStatement({
      actions: ['s3:GetObject'],
      resources: [papers.arnForObjects('reports/*')],
      conditions: { StringEquals: { 's3:ExistingObjectTag/costCenter': '${aws:PrincipalTag/costCenter}' } },
    }));

    new CfnOutput(this, 'UserPoolId', { value: auth.userPool.userPoolId });
    new CfnOutput(this, 'WebClientId', { value: client.userPoolClientId });
    new CfnOutput(this, 'IdentityPoolId', { value: auth.identityPool.identityPoolId });
    new CfnOutput(this, 'PapersBucket', { value: papers.bucketName });
    new CfnOutput(this, 'DirectoryArn', { value: directory.samlProviderArn });
    new CfnOutput(this, 'GroupRoles', { value: this.toJsonString(auth.groupRoleArns) });

    acknowledge(this, acknowledged);
  }
}
