import { Stage, type Stack } from 'aws-cdk-lib/core';
import type { KeptReadings } from './queries/kept-readings';
import { requireKinds, wrongKind } from './queries/kinds';
import type { SubjectDescription } from './queries/question';
import type { RawTemplate } from './template/raw-template';

/** An answer as the prover gives it. */
interface Answer<Verdict> {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly role?: string;
  readonly statement?: string;
  readonly bySteps?: string;
}

/** What one question has read of the templates, for the next; made with the first. */
interface Kept {
  readings?: KeptReadings;
}

/** The verdict of `AccessSubject.can`. */
export enum AccessVerdict {
  /** The subject may do it. */
  ALLOWED = 'ALLOWED',
  /** The subject may not do it, whichever role it chooses. */
  DENIED = 'DENIED',
  /** The template or the AWS documentation leaves it open; the reason says what. */
  UNKNOWN = 'UNKNOWN',
}

/** The answer of `AccessSubject.can`. */
export class AccessAnswer {
  /** @internal */
  public static _of({ verdict, reason, role, statement, bySteps }: Answer<keyof typeof AccessVerdict>): AccessAnswer {
    return new AccessAnswer(AccessVerdict[verdict], reason, role, statement, bySteps);
  }

  private constructor(
    /**
     * The verdict.
     */
    public readonly verdict: AccessVerdict,
    /**
     * The reason for the verdict, in words.
     */
    public readonly reason: string,
    /**
     * The logical id of the role that decides.
     *
     * @default - the subject obtains no role
     */
    public readonly role?: string,
    /**
     * The statement that decides, such as `AuthPolicy.Statement[0]`.
     *
     * @default - no statement decides: none allows it
     */
    public readonly statement?: string,
    /**
     * What the subject may do that could lead to another answer, and why, where it is denied: it changes policies, code, roles or who
     * somebody is. The verdict is about one request, made with what is deployed; promises are about all sequences of steps.
     *
     * @default - nothing that is known, or the answer is not DENIED
     */
    public readonly bySteps?: string,
  ) {}
}

/** The verdict of `AccessSubject.isolationFrom`. */
export enum IsolationVerdict {
  /** Neither subject reaches what is the other's, whatever their identity ids. */
  PROVED = 'PROVED',
  /** One reaches what is the other's. */
  VIOLATED = 'VIOLATED',
  /** The template or the AWS documentation leaves it open; the reason says what. */
  UNKNOWN = 'UNKNOWN',
}

/** The answer of `AccessSubject.isolationFrom`. */
export class IsolationAnswer {
  /** @internal */
  public static _of({ verdict, reason, role, statement }: Answer<keyof typeof IsolationVerdict>): IsolationAnswer {
    return new IsolationAnswer(IsolationVerdict[verdict], reason, role, statement);
  }

  private constructor(
    /**
     * The verdict.
     */
    public readonly verdict: IsolationVerdict,
    /**
     * The reason for the verdict, in words.
     */
    public readonly reason: string,
    /**
     * The logical id of the role by which one subject reaches what is the other's.
     *
     * @default - none does
     */
    public readonly role?: string,
    /**
     * The statement that lets it, such as `AuthPolicy.Statement[0]`.
     *
     * @default - none does
     */
    public readonly statement?: string,
  ) {}
}

/** Options of `AccessModel.guest`. */
export interface AccessGuestOptions {
  /**
   * The construct path (`Auth/IdentityPool`) or the logical id of the identity pool that the subject gets credentials from.
   *
   * @default - any of the templates
   */
  readonly identityPool?: string;
}

/** Options of `AccessModel.user`. */
export interface AccessUserOptions {
  /**
   * The provider that the user signed in with: its name as identity pools know it (`accounts.google.com`, or `google`), the ARN of
   * an OpenID Connect or SAML provider, or the construct path or logical id of a user pool or of its app client.
   *
   * @default - any provider of the identity pool
   */
  readonly provider?: string;
  /**
   * The groups of the user pool that the user is in. One without a role gives none; one that the user pool in the template does
   * not have is refused (`unknown-group`).
   *
   * @default - none
   */
  readonly groups?: string[];
  /**
   * The claims of the token by name, such as `custom:tenantId`. They decide rules of role mappings, and those that the identity
   * pool maps become session tags. A claim that is not given is missing from the token, save those that every token has.
   *
   * @default - none
   */
  readonly claims?: { [claim: string]: string };
  /**
   * Session tags that the user has whatever the claims.
   *
   * @default - those that follow from the claims
   */
  readonly tags?: { [tag: string]: string };
  /**
   * The construct path (`Auth/IdentityPool`) or the logical id of the identity pool that the subject gets credentials from.
   *
   * @default - any of the templates
   */
  readonly identityPool?: string;
}

/** Options of `AccessSubject.can`. */
export interface AccessRequestOptions {
  /**
   * Condition keys of the request, such as `s3:prefix`: one text, or a list for keys that hold several. A key that is not given
   * is missing from the request; those of the subject (identity id, sign-in method, session tags) follow from the subject.
   *
   * @default - none
   */
  readonly context?: { [key: string]: unknown };
}

/**
 * Answers what users and guests may do with the AWS credentials that they get from Amazon Cognito, from CloudFormation alone:
 * for tests of access, without deploying anything.
 *
 * A subject may choose: it may do what any role that it can obtain allows.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export class AccessModel {
  /**
   * The access that one template gives.
   *
   * @param template the template, as parsed JSON
   * @returns the model
   */
  public static fromTemplate(template: { [section: string]: unknown }): AccessModel {
    requireKinds({ 'the template': [template, 'object'] });
    return new AccessModel([{ file: 'template', body: copied(template) }]);
  }

  /**
   * The access that a stack gives, together with the other stacks of its app or stage. Synthesizes the app.
   *
   * @param stack the stack
   * @returns the model
   */
  public static fromStack(stack: Stack): AccessModel {
    requireKinds({ 'the stack': [stack, 'stack'] });
    const app = stack.node.root;
    if (Stage.isStage(app)) app.synth();
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads the prover only for those who ask
    const { loadFiles } = require('./template/load') as typeof import('./template/load');
    const files = Stage.of(stack)!.synth().stacks.map(({ templateFullPath }) => templateFullPath);
    return new AccessModel(loadFiles(files), stack);
  }

  /** @internal */
  public static _ofTemplates(templates: readonly RawTemplate[]): AccessModel {
    return new AccessModel(templates);
  }

  private readonly kept: Kept;

  private constructor(private readonly templates: readonly RawTemplate[], private readonly stack?: Stack) {
    this.kept = {};
  }

  /**
   * Returns a guest: an unauthenticated identity.
   *
   * @param options which guest
   * @returns the subject
   */
  public guest(options: AccessGuestOptions = {}): AccessSubject {
    requireKinds({ "'options'": [options, 'object'] });
    requireKinds({ "'identityPool'": [options.identityPool, 'optional'] });
    return this.subject({ kind: 'guest', groups: [], claims: new Map(), tags: new Map(), ...(options.identityPool !== undefined && { identityPool: options.identityPool }) });
  }

  /**
   * Returns a user who has signed in: an authenticated identity.
   *
   * @param options which user
   * @returns the subject
   */
  public user(options: AccessUserOptions = {}): AccessSubject {
    requireKinds({ "'options'": [options, 'object'] });
    const { provider, groups = [], claims = {}, tags = {}, identityPool } = options;
    requireKinds({ "'provider'": [provider, 'optional'], "'groups'": [groups, 'texts'], "'claims'": [claims, 'map'], "'tags'": [tags, 'map'], "'identityPool'": [identityPool, 'optional'] });
    return this.subject({
      kind: 'user', groups: [...groups], claims: new Map(Object.entries(claims)), tags: new Map(Object.entries(tags)),
      ...(provider !== undefined && { provider }), ...(identityPool !== undefined && { identityPool }),
    });
  }

  private subject(description: SubjectDescription): AccessSubject {
    return AccessSubject._of(this.templates, this.kept, description, this.stack);
  }
}

/** A user or a guest who gets AWS credentials from an identity pool. Made by `AccessModel`. */
export class AccessSubject {
  /** @internal */
  public static _of(templates: readonly RawTemplate[], kept: Kept, description: SubjectDescription, stack?: Stack): AccessSubject {
    return new AccessSubject(templates, kept, description, stack);
  }

  private constructor(private readonly templates: readonly RawTemplate[], private readonly kept: Kept, private readonly description: SubjectDescription, private readonly stack?: Stack) {}

  /**
   * Answers whether the subject may do something.
   *
   * @param action one action, such as `s3:GetObject`
   * @param resource the ARN, or `*` for actions that take none. Construct paths and logical ids stand in `${}` as in `Fn::Sub`:
   *   `${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a.jpg`, where the second is the subject's own identity id. In a
   *   model made of a stack it may be what constructs say: `photos.arnForObjects('users/${cognito-identity.amazonaws.com:sub}/a.jpg')`
   * @param options more about the request
   * @returns the answer
   * @throws error `bad-action`, `unknown-action`, `bad-resource`, `bad-context`, `key-of-the-subject`, `claim-from-groups`,
   *   `unknown-reference`, `ambiguous-reference`, `unknown-identity-pool`, `unknown-provider`, `unknown-group`, `unknown-claim`,
   *   `unknown-tag`, and those of templates that cannot be read
   */
  public can(action: string, resource: string, options: AccessRequestOptions = {}): AccessAnswer {
    requireKinds({ 'the action': [action, 'text'], 'the resource': [resource, 'text'], "'options'": [options, 'object'] });
    requireKinds({ "'context'": [options.context ?? {}, 'object'] });
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads the prover only for those who ask
    const { ask } = require('./queries/ask') as typeof import('./queries/ask');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { KeptReadings } = require('./queries/kept-readings') as typeof import('./queries/kept-readings');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { requestContextOf } = require('./queries/question') as typeof import('./queries/question');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { loadNested } = require('./template/nested') as typeof import('./template/nested');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { withLogicalIds } = require('./queries/tokens') as typeof import('./queries/tokens');
    const asked = this.stack ? withLogicalIds(resource, this.stack) : resource;
    this.kept.readings ??= new KeptReadings(this.templates, loadNested);
    const answer = ask(this.kept.readings, this.description, { action, resource: asked, context: requestContextOf(options.context ?? {}) });
    return AccessAnswer._of(answer);
  }

  /**
   * Text of an answer with construct paths in place of logical ids.
   *
   * @internal
   */
  public _inAuthorsWords(text: string): string {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads the prover only for those who ask
    const { AuthorNames } = require('./author-names') as typeof import('./author-names');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { loadNested } = require('./template/nested') as typeof import('./template/nested');
    return AuthorNames.of(this.templates, loadNested).inWords(text);
  }

  /**
   * Answers whether this subject and another are isolated: neither reaches a slice that belongs to the other, for every slice
   * that the template records as isolated (own objects, own items, what belongs to a tenant). Where the identity id tells owners
   * apart, it is proved for any two identity ids; where a session tag does, for the values that the two subjects have.
   * Exceptions that a promise names, such as a group that may read all, count as reaching.
   *
   * @param other another subject, of the same model
   * @returns the answer
   * @throws error `nothing-isolated`, `same-owner`, and those of `can`
   */
  public isolationFrom(other: AccessSubject): IsolationAnswer {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads the prover only for those who ask
    const { proveApart } = require('./queries/isolation') as typeof import('./queries/isolation');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { loadNested } = require('./template/nested') as typeof import('./template/nested');
    return IsolationAnswer._of(proveApart(this.templates, loadNested, this.description, other.description));
  }
}

/** What is changed afterwards by whoever gave it changes no answer. */
function copied(template: object): Record<string, unknown> {
  try {
    return JSON.parse(JSON.stringify(template, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value))) as Record<string, unknown>;
  } catch {
    throw wrongKind('the template', 'an object that holds itself', 'parsed JSON');
  }
}
