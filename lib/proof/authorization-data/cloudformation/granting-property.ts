/**
 * How a property of a CloudFormation type decides who may do what.
 *
 * - `policy-document`: an IAM policy document, or one statement in properties, with principals
 * - `identity-policy`: a policy that a role, a user or a group has
 * - `principal`: a grant to principals in another form than a policy of IAM
 * - `public-door`: a way in without credentials of AWS
 * - `limit`: it only takes away what others grant
 * - `identity`: it decides who somebody is, and which role or claims they get
 * - `opaque`: what it adds is not in the template
 */
export type GrantKind = 'policy-document' | 'identity-policy' | 'principal' | 'public-door' | 'limit' | 'identity' | 'opaque';

/** A property that can grant something to somebody. */
export interface GrantRow {
  /** `Replicas[].ResourcePolicy.PolicyDocument`, with `[]` where it goes on into the items of a list; empty: the whole resource. */
  readonly path: string;
  readonly kind: GrantKind;
  /** Prefixes of the services whose actions it can concern, with a blank between them; empty: all services. */
  readonly services: string;
  /** ARN patterns of what it governs, where these are not everything of the services. */
  readonly arns?: readonly string[];
  /** Whether an identity policy has to allow the request as well. Where the documentation does not say so, one is enough. */
  readonly needsIdentityPolicyToo?: boolean;
  /** The property that names whom it lets in, as the Principal of a policy does; where it is left out here, whom is not known. */
  readonly names?: string;
}

/** Rows by type, without `AWS::`. */
export type GrantRows = Readonly<Record<string, readonly GrantRow[]>>;
