import type { TableAction } from './action-table';

/**
 * Actions that AWS asks for, as what it says to those who lack them shows, and that the Service Authorization Reference does not have.
 * One that it has from some day on is to be taken out here.
 */
const UNLISTED: readonly TableAction[] = [
  // Asked of whoever makes the first credential provider of a Region, by what AWS answered there: https://github.com/Boise-State-Development/agentcore-public-stack/pull/179
  { name: 'bedrock-agentcore:CreateTokenVault', level: 'write', takesPassRole: false, returnsCredentials: false, resources: ['arn:*:bedrock-agentcore:*:*:token-vault/*'] },
];

/**
 * @param prefix the prefix of a service, in lower case
 * @returns its actions that the reference does not have
 */
export function unlistedActions(prefix: string): readonly TableAction[] {
  return UNLISTED.filter(({ name }) => name.startsWith(`${prefix}:`));
}
