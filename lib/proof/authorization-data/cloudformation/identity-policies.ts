import type { GrantRow, GrantRows } from './granting-property';

/** A policy that a role, a user or a group has. */
function held(path: string): GrantRow {
  return { path, kind: 'identity-policy', services: '' };
}

const IDENTITY = [held('Policies'), held('ManagedPolicyArns')];

/** Policies of IAM identities. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html */
export const IDENTITY_POLICIES: GrantRows = {
  // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-controls.html: attaches a policy when the budget is spent
  'Budgets::BudgetsAction': [held('Definition')],
  'IAM::Group': IDENTITY,
  'IAM::GroupPolicy': [held('')],
  'IAM::InstanceProfile': [held('')],
  'IAM::ManagedPolicy': [held('')],
  'IAM::Policy': [held('')],
  'IAM::Role': IDENTITY,
  'IAM::RolePolicy': [held('')],
  'IAM::User': [...IDENTITY, held('Groups'), held('LoginProfile')],
  'IAM::UserPolicy': [held('')],
  'IAM::UserToGroupAddition': [held('')],
  'IAM::AccessKey': [held('')],
  'SSO::PermissionSet': [held('InlinePolicy'), held('ManagedPolicies'), held('CustomerManagedPolicyReferences')],
  'Serverless::Function': [held('Policies')],
  'Serverless::StateMachine': [held('Policies')],
};
