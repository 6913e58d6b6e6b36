import { Stage, type Stack } from 'aws-cdk-lib/core';
import type { SubjectDescription } from './queries/question';
import type { RawTemplate } from './template/scope';

/** Whether somebody may do something. */
export enum AccessVerdict {
  /** They may. */
  ALLOWED = 'ALLOWED',
  /** They may not, whichever role they choose. */
  DENIED = 'DENIED',
  /** The template or the AWS documentation leaves it open; the reason says what. */
  UNKNOWN = 'UNKNOWN',
}

/** The answer to one question. */
export interface AccessAnswer {
  /** The verdict. */
  readonly verdict: AccessVerdict;
  /**
   * The logical id of the role that decides.
   *
   * @default - they obtain no role
   */
  readonly role?: string;
  /**
   * The statement that decides, such as `AuthPolicy.Statement[0]`.
   *
   * @default - no statement decides: none allows it
   */
  readonly statement?: string;
  /** Why, in words. */
  readonly reason: string;
}

/** Whether two people are kept apart. */
export enum SeparationVerdict {
  /** Neither reaches what is the other's, whatever their identity ids. */
  PROVED = 'PROVED',
  /** One reaches what is the other's. */
  VIOLATED = 'VIOLATED',
  /** The template or the AWS documentation leaves it open; the reason says what. */
  UNKNOWN = 'UNKNOWN',
}

/** The answer to whether two people are kept apart. */
export interface SeparationAnswer {
  /** The verdict. */
  readonly verdict: SeparationVerdict;
  /**
   * The logical id of the role by which one reaches what is the other's.
   *
   * @default - none does
   */
  readonly role?: string;
  /**
   * The statement that lets them, such as `AuthPolicy.Statement[0]`.
   *
   * @default - none does
   */
  readonly statement?: string;
  /** Why, in words. */
  readonly reason: string;
}

/** Which guest. */
export interface AccessGuestOptions {
  /**
   * The logical id of the identity pool that they get credentials from.
   *
   * @default - any of the templates
   */
  readonly identityPool?: string;
}

/** Which user. */
export interface AccessUserOptions {
  /**
   * The provider that they signed in with: its name as identity pools know it (`accounts.google.com`, or `google`), the ARN of
   * an OpenID Connect or SAML provider, or the logical id of a user pool or of its app client.
   *
   * @default - any provider of the identity pool
   */
  readonly provider?: string;
  /**
   * The groups of the user pool that they are in. A group that the template does not hold gives them no role.
   *
   * @default - none
   */
  readonly groups?: string[];
  /**
   * What their token says, by claim, such as `custom:tenantId`. They decide rules of role mappings, and those that the identity
   * pool maps become session tags. A claim that is not given is missing from the token, save those that every token has.
   *
   * @default - none
   */
  readonly claims?: { [claim: string]: string };
  /**
   * Session tags that they have whatever the claims.
   *
   * @default - those that follow from the claims
   */
  readonly tags?: { [tag: string]: string };
  /**
   * The logical id of the identity pool that they get credentials from.
   *
   * @default - any of the templates
   */
  readonly identityPool?: string;
}

/** More about a request. */
export interface AccessRequestOptions {
  /**
   * Condition keys of the request, such as `s3:prefix`: one text, or a list for keys that hold several. A key that is not given
   * is missing from the request; those of the person (identity id, sign-in method, session tags) come from who asks.
   *
   * @default - none
   */
  readonly context?: { [key: string]: unknown };
}

/**
 * Answers what people may do with the AWS credentials that they get from Amazon Cognito, from CloudFormation alone: for tests
 * of access, without deploying anything.
 *
 * A person may choose: they may do what any role that they can obtain allows.
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
    return new AccessModel([{ file: 'template', body: JSON.parse(JSON.stringify(template)) as Record<string, unknown> }]);
  }

  /**
   * The access that a stack gives, together with the other stacks of its app or stage. Synthesizes the app.
   *
   * @param stack the stack
   * @returns the model
   */
  public static fromStack(stack: Stack): AccessModel {
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

  private constructor(private readonly templates: readonly RawTemplate[], private readonly stack?: Stack) {}

  /**
   * Somebody who has not signed in.
   *
   * @param options which guest
   * @returns the person
   */
  public guest(options: AccessGuestOptions = {}): AccessPerson {
    return this.person({ kind: 'guest', groups: [], claims: new Map(), tags: new Map(), ...(options.identityPool !== undefined && { identityPool: options.identityPool }) });
  }

  /**
   * Somebody who has signed in.
   *
   * @param options which user
   * @returns the person
   */
  public user(options: AccessUserOptions = {}): AccessPerson {
    const { provider, groups = [], claims = {}, tags = {}, identityPool } = options;
    return this.person({
      kind: 'user', groups: [...groups], claims: new Map(Object.entries(claims)), tags: new Map(Object.entries(tags)),
      ...(provider !== undefined && { provider }), ...(identityPool !== undefined && { identityPool }),
    });
  }

  private person(description: SubjectDescription): AccessPerson {
    return AccessPerson._of(this.templates, description, this.stack);
  }
}

/** Somebody who gets AWS credentials from an identity pool. Made by `AccessModel`. */
export class AccessPerson {
  /** @internal */
  public static _of(templates: readonly RawTemplate[], description: SubjectDescription, stack?: Stack): AccessPerson {
    return new AccessPerson(templates, description, stack);
  }

  private constructor(private readonly templates: readonly RawTemplate[], private readonly description: SubjectDescription, private readonly stack?: Stack) {}

  /**
   * Whether the person may do something.
   *
   * @param action one action, such as `s3:GetObject`
   * @param resource the ARN, or `*` for actions that take none. Logical ids stand in `${}` as in `Fn::Sub`:
   *   `${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a.jpg`, where the second is the person's own identity id. In a
   *   model made of a stack it may be what constructs say: `photos.arnForObjects('users/${cognito-identity.amazonaws.com:sub}/a.jpg')`
   * @param options more about the request
   * @returns the answer
   * @throws error `bad-action`, `bad-resource`, `bad-context`, `key-of-the-person`, `claim-from-groups`, `unknown-reference`,
   *   `ambiguous-reference`, `unknown-identity-pool`, `unknown-provider`, and those of templates that cannot be read
   */
  public can(action: string, resource: string, options: AccessRequestOptions = {}): AccessAnswer {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads the prover only for those who ask
    const { ask } = require('./queries/ask') as typeof import('./queries/ask');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { requestContextOf } = require('./queries/question') as typeof import('./queries/question');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { loadNested } = require('./template/nested') as typeof import('./template/nested');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { withLogicalIds } = require('./queries/tokens') as typeof import('./queries/tokens');
    const asked = this.stack ? withLogicalIds(resource, this.stack) : resource;
    const answer = ask(this.templates, loadNested, this.description, { action, resource: asked, context: requestContextOf(options.context ?? {}) });
    return { ...answer, verdict: AccessVerdict[answer.verdict] };
  }

  /**
   * Whether this person and another are kept apart: neither reaches a slice that belongs to the other, for every slice that the
   * template records as isolated (own objects, own items, what belongs to a tenant). Where the identity id tells owners apart,
   * it is proved for any two identity ids; where a session tag does, for the values that the two people have. Exceptions that
   * a promise names, such as a group that may read all, count as reaching.
   *
   * @param other another person, of the same model
   * @returns the answer
   * @throws error `nothing-isolated`, `same-owner`, and those of `can`
   */
  public separationFrom(other: AccessPerson): SeparationAnswer {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads the prover only for those who ask
    const { proveApart } = require('./queries/isolation') as typeof import('./queries/isolation');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { loadNested } = require('./template/nested') as typeof import('./template/nested');
    const answer = proveApart(this.templates, loadNested, this.description, other.description);
    return { ...answer, verdict: SeparationVerdict[answer.verdict] };
  }
}
