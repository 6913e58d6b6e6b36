/**
 * How somebody who may call an action can come to more than their own policies say.
 *
 * - `inert`: not at all; it reads, lists, or writes data that nothing else obeys
 * - `assume-role`: by credentials of a role
 * - `iam-policy`: by a change of users, roles, policies or boundaries of IAM
 * - `resource-policy`: by a change of who may use a resource, or of what limits its use
 * - `pass-role`: by a role that is passed to a service; nothing without `iam:PassRole`
 * - `code`: by code, commands or configuration in something that has a role already
 * - `identity`: by a change of who somebody is, or of what their tokens say
 * - `tag`: by a tag, where a policy reads it
 * - `credentials`: by credentials or tokens that it returns
 * - `secret`: by a secret, a parameter or configuration that it shows
 * - `data-export`: by data that leaves by another door afterwards
 * - `mediated`: by what code with a role of its own does with what is sent
 * - `unclassified`: unknown; it writes, and nobody has shown that it is harmless
 */
export type EdgeKind =
  | 'inert' | 'assume-role' | 'iam-policy' | 'resource-policy' | 'pass-role' | 'code' | 'identity' | 'tag' | 'credentials' | 'secret' | 'data-export'
  | 'mediated' | 'unclassified';

/**
 * What is gained.
 *
 * - `any-role`: everything that any principal of the account may do
 * - `named-role`: the role that the request names as its resource
 * - `role-of-resource`: the role that the resource of the request has
 * - `user-pool`: being any user of the user pool that the request names
 * - `groups`: membership in any group of the user pool
 * - `attributes`: any value of claims or session tags
 * - `identity-pool`: all roles and identities of the identity pool
 * - `resource`: what the policy of the resource, or a limit of it, kept back
 */
export type Gain = 'any-role' | 'named-role' | 'role-of-resource' | 'user-pool' | 'groups' | 'attributes' | 'identity-pool' | 'resource';

/** Actions that somebody read about and decided on, with the reason. */
export interface EdgeGroup {
  readonly edge: EdgeKind;
  readonly gains?: Gain;
  /** Why, as the end of "this action …". */
  readonly why: string;
  /**
   * The CloudFormation types without which it gives nothing: the data cannot leave where no resource of one of these, and no call at
   * run time, has prepared it.
   */
  readonly onlyWith?: readonly string[];
  /** Whether it gives what is read, and nothing of what is written. */
  readonly givesReading?: true;
  /** Whether only those who run an application do it, though it gives them no more. */
  readonly administers?: true;
  /** Whether it takes membership of groups away, and gives nobody any. */
  readonly takesMembership?: true;
  /** `service:Name Name …`, each name as AWS spells it. */
  readonly actions: readonly string[];
}
