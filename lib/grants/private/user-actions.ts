/** What each verb of the administration of users means in IAM actions. */
export const USER_ACTIONS = {
  readUsers: ['cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser', 'cognito-idp:ListUsers', 'cognito-idp:ListUsersInGroup'],
  manageUsers: [
    'cognito-idp:AdminConfirmSignUp', 'cognito-idp:AdminCreateUser', 'cognito-idp:AdminDisableUser', 'cognito-idp:AdminEnableUser',
    'cognito-idp:AdminResetUserPassword', 'cognito-idp:AdminUserGlobalSignOut',
  ],
  manageGroups: [
    'cognito-idp:AdminAddUserToGroup', 'cognito-idp:AdminListGroupsForUser', 'cognito-idp:AdminRemoveUserFromGroup', 'cognito-idp:ListGroups',
    'cognito-idp:ListUsersInGroup',
  ],
  manageAttributes: ['cognito-idp:AdminDeleteUserAttributes', 'cognito-idp:AdminUpdateUserAttributes'],
  managePasswords: ['cognito-idp:AdminSetUserPassword'],
  deleteUsers: ['cognito-idp:AdminDeleteUser'],
  importUsers: [
    'cognito-idp:CreateUserImportJob', 'cognito-idp:DescribeUserImportJob', 'cognito-idp:GetCSVHeader', 'cognito-idp:ListUserImportJobs',
    'cognito-idp:StartUserImportJob', 'cognito-idp:StopUserImportJob',
  ],
};
