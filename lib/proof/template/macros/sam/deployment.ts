import { entry, getAtt, isFalse, isTrue, mapAt, ref, scalar, stated, type RawMap } from '../raw';
import { conditionShared } from './conditions';
import type { Expansion } from './expansion';
import type { ExpandedFunction } from './function';
import { managedPolicyArn, serviceTrust } from './policies/role';

/**
 * Expands `DeploymentPreference`: an application of CodeDeploy for the stack, a deployment group for the function, and a role where
 * none is given.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 *
 * @param fn the function
 * @param expansion what the template comes to
 */
export function deploymentGroup({ source, runs, alias }: ExpandedFunction, expansion: Expansion): void {
  const preference = entry(source.properties, 'DeploymentPreference');
  if (preference === undefined || alias === undefined || isFalse(expansion.text(entry(preference, 'Enabled')))) return;
  const application = 'ServerlessDeploymentApplication';
  const role = 'CodeDeployServiceRole';
  // They are there whatever the condition of the function is, unless each function wants it passed on.
  const passed = isTrue(expansion.text(entry(preference, 'PassthroughCondition'))) ? source.raw.Condition : undefined;
  const group = { ...source, raw: stated({ Condition: passed }) };
  const stack = { ...source, raw: stated({ Condition: conditionShared('ServerlessCodeDeployCondition', scalar(passed), expansion) }) };
  expansion.add(application, 'AWS::CodeDeploy::Application', { ComputePlatform: 'Lambda' }, stack);
  const given = entry(preference, 'Role');
  if (given === undefined) {
    expansion.add(role, 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: serviceTrust('codedeploy.amazonaws.com'), ManagedPolicyArns: [managedPolicyArn('service-role/AWSCodeDeployRoleForLambda')],
    }, stack);
  }
  const made = expansion.add(`${source.id}DeploymentGroup`, 'AWS::CodeDeploy::DeploymentGroup', {
    ApplicationName: ref(application),
    ServiceRoleArn: given ?? getAtt(role, 'Arn'),
  }, group);
  const hooks = mapAt(preference, 'Hooks');
  const update: RawMap = { ApplicationName: ref(application), DeploymentGroupName: ref(made), BeforeAllowTrafficHook: hooks.PreTraffic, AfterAllowTrafficHook: hooks.PostTraffic };
  expansion.resources.set(runs.id, { ...expansion.resources.get(runs.id)!, UpdatePolicy: { CodeDeployLambdaAliasUpdate: update } });
}

