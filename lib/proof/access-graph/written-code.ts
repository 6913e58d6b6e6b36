import { actionFacts, type ActionFacts } from '../authorization-data/actions';
import { widestText } from '../iam/arn';
import type { Pattern } from '../iam/pattern';
import type { Policy } from '../iam/policy';
import { findAllowed } from '../solver';
import { holdsOpenSymbol } from '../symbols/symbol';
import type { Resource, TemplateModel } from '../template/reader';
import { codeSources } from './code-sources';
import { sessionPolicies } from './guest-scope-down';
import { mayOverlap } from './overlap';
import type { Session } from './sessions';
import { subjectsOf } from './subjects';

/** Something of the templates that runs, or is made from, what somebody may write. */
export interface Written {
  readonly by: Resource;
  /** The property with the role that it works with; undefined where that stands elsewhere. */
  readonly role: string | undefined;
  /** The action by which it is written. */
  readonly action: ActionFacts;
  readonly statement?: string;
  readonly resource?: string;
  /** Whether it comes to run is never known. */
  readonly uncertain: string;
}

/** What puts an object there, whole or by parts, or a copy of one. */
const WRITING: readonly ActionFacts[] = ['s3:PutObject', 's3:ReplicateObject'].map((name) => actionFacts(name)).filter((facts) => facts !== undefined);

/** Finds what runs what people may write to buckets. */
export class WrittenCode {
  private readonly known = new WeakMap<Session, readonly Written[]>();

  public constructor(private readonly model: TemplateModel, private readonly governing: () => readonly Policy[]) {}

  /**
   * @param session somebody
   * @returns what runs, or is made from, what they may write
   */
  public by(session: Session): readonly Written[] {
    let found = this.known.get(session);
    if (found === undefined) this.known.set(session, found = this.search(session));
    return found;
  }

  private search(session: Session): Written[] {
    // Most code lies in few buckets, to which few people write.
    const buckets = new Map<string, boolean>();
    const mayWrite = (object: string): boolean => {
      const bucket = `${object.split('/')[0]}/*`;
      const known = buckets.get(bucket) ?? [...session.role.policies, ...this.of([bucket])].some((policy) => mayName(policy, bucket));
      buckets.set(bucket, known);
      return known;
    };
    return codeSources(this.model).filter(({ objects }) => objects.some(mayWrite)).flatMap(({ by, role, objects }): Written[] => {
      const policies = this.of(objects);
      for (const subject of subjectsOf(session, [...policies, ...sessionPolicies(session)], this.model)) {
        const { found, reason, statement, request } = findAllowed(subject, { actions: WRITING.map(({ name }) => name), resources: objects });
        if (found === 'no') continue;
        return [{
          by, role, action: WRITING.find(({ name }) => name.toLowerCase() === request?.action.toLowerCase()) ?? WRITING[0], ...(statement !== undefined && { statement }), ...(request !== undefined && { resource: request.resource }),
          uncertain: found === 'maybe' ? reason : `whether '${by.id}' comes to run, or to be made from, what is written there is not known`,
        }];
      }
      return [];
    });
  }

  /** The policies of resources that may be about one of the objects. */
  private of(objects: readonly string[]): Policy[] {
    return this.governing().filter(({ origin }) => (origin.attachedTo ?? ['*']).some((governed) => objects.some((object) => mayOverlap(governed, object))));
  }
}

/**
 * Whether a policy may allow something on a bucket. One of which only the deployment knows the name is that of the code where both are
 * called by the same, or where the policy is about all buckets: whoever deploys gives the bucket of people another name than that of code.
 */
function mayName({ statements }: Policy, bucket: string): boolean {
  return statements.some(({ effect, unknown, notResource, resources }) => unknown !== undefined
    || (effect === 'Allow' && (notResource || resources.length === 0 || resources.some((pattern) => isSame(pattern, bucket)))));
}

function isSame(pattern: Pattern, bucket: string): boolean {
  const [theirs, ofCode] = [pattern.text, bucket].map((arn) => arn.split('/')[0].split(':').at(-1) ?? '');
  return theirs === '*' || theirs === ofCode || (!holdsOpenSymbol(theirs) && !holdsOpenSymbol(ofCode) && mayOverlap(widestText(pattern), bucket));
}
