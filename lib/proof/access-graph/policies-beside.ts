import { matchesWildcard } from '../authorization-data/wildcard';
import { isOfAnotherAccount, mayBeOfAnotherAccount } from '../iam/accounts';
import type { Policy } from '../iam/policy';
import { naming } from '../iam/principals';
import type { RequestSet, Subject } from '../solver';
import { once } from '../template/once';
import type { TemplateModel } from '../template/reader';
import { edgeActionsOf } from './edge-actions';
import { sessionPolicies } from './guest-scope-down';
import { mayOverlap } from './overlap';
import type { Session } from './sessions';
import { subjectsOf } from './subjects';

/** The policies that decide, beside those of a role, what whoever has it gains by actions. */
export class PoliciesBeside {
  private readonly known = new WeakMap<Session, readonly Policy[]>();
  private readonly ofResources: () => readonly Policy[];
  /** What policies of resources refuse. */
  private readonly refusals: () => readonly Policy[];
  /** The policies of resources where these are of several accounts. */
  private readonly several: () => readonly Policy[];

  /**
   * @param model what the templates create
   * @param governing gives the resource policies of the templates
   */
  public constructor(private readonly model: TemplateModel, governing: () => readonly Policy[]) {
    this.several = once(() => (new Set(model.resources.map(({ account }) => account)).size > 1 ? governing() : []));
    this.refusals = once(() => governing().flatMap(refusalsOf));
    this.ofResources = once(() => governing().filter((policy) => edgeActionsOf(policy).groups.length > 0));
  }

  /**
   * @param session a session
   * @param requests what whoever has it asks for
   * @returns the policies that concern it, without those of the role
   */
  public policiesFor(session: Session, requests: RequestSet): readonly Policy[] {
    return [...this.whateverIsAsked(session), ...this.refusing(session, requests)];
  }

  /**
   * @param session a session
   * @returns the policies of resources that may let in whoever has it, by more than leaving it to the account
   */
  public lettingIn(session: Session): readonly Policy[] {
    if (this.ofResources().length === 0) return [];
    const principal = this.principalOf(session);
    return this.ofResources().filter(({ statements }) => statements.some(({ effect, unknown, principals }) => {
      if (unknown !== undefined) return true;
      const { session: bySession, role, everyone } = naming(principals, principal);
      return effect === 'Allow' && [bySession, role, everyone].some((tri) => tri !== 'no');
    }));
  }

  /** The policies beside those of the role that concern every request of whoever has the session. */
  private whateverIsAsked(session: Session): readonly Policy[] {
    let found = this.known.get(session);
    if (found === undefined) this.known.set(session, found = [...new Set([...sessionPolicies(session), ...this.lettingIn(session), ...this.ofOtherAccounts(session)])]);
    return found;
  }

  private principalOf(session: Session): Subject['principal'] {
    return subjectsOf(session, [], this.model)[0].principal;
  }

  /** What policies of resources refuse to whoever has the session. Those of other accounts count as a whole. */
  private refusing(session: Session, { actions, resources }: RequestSet): readonly Policy[] {
    if (this.refusals().length === 0) return [];
    const principal = this.principalOf(session);
    return this.refusals().filter((policy) => !isOfAnotherAccount(policy, principal)
      && policy.statements.some(({ notAction, actions: denied }) => notAction || denied.some(({ text }) => actions.some((action) => matchesWildcard(text, action.toLowerCase()))))
      && (policy.origin.attachedTo ?? ['*']).some((governed) => resources.some((resource) => mayOverlap(governed, resource))));
  }

  /** The policies of resources that may be of other accounts, without which nobody of this one does anything to them: to name the account is enough there. */
  private ofOtherAccounts(session: Session): readonly Policy[] {
    if (this.several().length === 0) return [];
    const principal = this.principalOf(session);
    return this.several().filter((policy) => mayBeOfAnotherAccount(policy, principal));
  }
}

/**
 * Whose policy keeps back from its administration too. Of an access point, a stream or a file system that is not documented.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
 */
const REFUSES_ADMINISTRATION = /^arn:[^:]*:(s3:::|dynamodb:|secretsmanager:|sqs:|sns:)/;

/** A policy with what it surely refuses. */
function refusalsOf(policy: Policy): Policy[] {
  const { origin } = policy;
  const statements = policy.statements.filter(({ effect, unknown }) => effect === 'Deny' && unknown === undefined);
  // What has to be allowed by the policy, it may refuse as well by saying nothing.
  if (statements.length === 0 || origin.mustAllow === true || origin.attachedTo?.every((governed) => REFUSES_ADMINISTRATION.test(governed)) !== true) return [];
  return [{ ...policy, statements }];
}
