import { AccessModel } from '../../../lib/proof/access-model';
import type { Finding } from '../../../lib/proof/findings/finding';
import { proveTemplates } from '../../../lib/proof/prove';
import { QuestionError } from '../../../lib/proof/queries/question';
import { answer, attack, type Break, type Hint } from './attack';
import { deploy, type Deployment } from './deployment';
import { Random } from './random';
import { TemplateMaker, type Generated, type Promised } from './templates';

/** An answer of the prover that a deployment contradicts, or (where it is not `unsound`) of which none shows that it is right. */
export interface Conflict {
  readonly what: string;
  readonly unsound: boolean;
  /** Makes the template again. */
  readonly seed: number;
  readonly subject: unknown;
  readonly deployment?: Pick<Deployment, 'region' | 'account' | 'stackName' | 'stage'>;
  readonly broken?: Break;
}

/** What came of the worlds. */
export interface Outcome {
  readonly worlds: number;
  readonly templates: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly conflicts: readonly Conflict[];
}

/** So many deployments of each template are tried. */
const DEPLOYMENTS = 30;

interface Decided {
  readonly promise: Promised;
  readonly verdict: Finding['verdict'];
  readonly hint?: Hint;
  /** Whom the prover names. */
  readonly who?: string;
  broken: boolean;
}

/**
 * Makes templates, proves them, and attacks what was answered in deployments of them.
 *
 * @param worlds how many deployments
 * @param seed of the random ones
 * @returns what came of them
 */
export function compareWorlds(worlds: number, seed: number): Outcome {
  const comparison = new Comparison();
  let templates = 0;
  while (comparison.worlds < worlds) comparison.of(seed * 100_000 + templates++);
  return { worlds: comparison.worlds, templates, counts: comparison.counts, conflicts: comparison.conflicts };
}

class Comparison {
  public worlds = 0;
  public readonly counts = new Map<string, number>();
  public readonly conflicts: Conflict[] = [];

  public of(seed: number): void {
    const random = new Random(seed);
    const generated = new TemplateMaker(random).make();
    const all = decided(generated);
    const asked = can(generated);
    for (const { promise, verdict } of all) this.count(`promise ${promise.kind} ${verdict}`);
    this.count(`can ${asked}`);
    for (let turn = 0; turn < DEPLOYMENTS; turn++) {
      const deployment = deploy(generated, random);
      if (deployment === undefined) continue;
      this.worlds++;
      const { region, account, stackName, stage } = deployment;
      const where = { deployment: { region, account, stackName, stage } };
      for (const one of all) {
        if (one.broken) continue;
        const broken = attack(deployment, one.promise, one.hint);
        one.broken = broken !== undefined;
        if (broken !== undefined && one.verdict === 'PROVED') this.conflict({ what: `PROVED ${one.promise.kind}, and broken`, unsound: true, seed, subject: one.promise, broken, ...where });
      }
      const plain = answer(deployment, generated.question);
      if ((asked === 'ALLOWED' && plain === 'no') || (asked === 'DENIED' && plain === 'yes')) {
        this.conflict({ what: `can ${asked}, and ${plain}`, unsound: true, seed, subject: generated.question, ...where });
        return;
      }
    }
    for (const one of all) this.settle(seed, one);
  }

  private settle(seed: number, { promise, verdict, hint, who, broken }: Decided): void {
    if (verdict === 'PROVED') return;
    const why = verdict === 'VIOLATED' && !broken ? whyNotShown(promise, hint, who) : undefined;
    this.count(`${verdict}, ${broken ? 'and broken' : why ?? 'and not broken'}`);
    if (verdict === 'VIOLATED' && !broken && why === undefined) this.conflicts.push({ what: 'VIOLATED, and broken in no deployment that was tried', unsound: false, seed, subject: promise });
  }

  private conflict(conflict: Conflict): void {
    this.count(conflict.what);
    this.conflicts.push(conflict);
  }

  private count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

/** What the plain model knows of changes of who may do what. */
const POWERS = new Set(['sts:assumerole', 's3:putbucketpolicy', 'dynamodb:putresourcepolicy', 'lambda:updatefunctioncode', 'cognito-idp:adminaddusertogroup']);

/** Why a violation is none that the plain model could show. */
function whyNotShown({ kind, actions }: Promised, hint: Hint | undefined, who: string | undefined): string | undefined {
  // It has the people of the pools alone: nobody without credentials, and nobody with an account or an identity pool of their own.
  if (who !== undefined && /^(anybody\b|somebody with an? )/.test(who)) return 'by somebody whom the plain model does not have';
  const action = hint?.action.toLowerCase();
  // Whether tokens of the basic flow carry the tags that the pool maps is not documented: the plain model has none there.
  if (who?.endsWith('classic flow') === true) return 'in the basic flow, perhaps by tags of its tokens';
  if (action === 'iam:putrolepolicy') return 'by a change of a role that they may not hold';
  if (/(^|\/)[a-z]{2,5}-[a-z-]+-\d{1,2}:[0-9a-f-]{1,35}(\/|$)/.test(hint?.resource ?? '')) return 'by an identity id of a form that the plain model does not have';
  if (kind === 'only-principals') return 'perhaps by one of the principals, with another role';
  const isAsked = actions.some((one) => one.toLowerCase() === action || (one === 's3:*' && action?.startsWith('s3:')));
  return action === undefined || POWERS.has(action) || (isAsked && /:(get|put|delete)object$|:getitem$|:query$|:putitem$/.test(action)) ? undefined : 'by an action that the plain model does not have';
}

function templatesOf({ body }: Generated): { file: string; body: Record<string, unknown> }[] {
  return [{ file: 'world.json', body: JSON.parse(JSON.stringify(body)) as Record<string, unknown> }];
}

function decided(generated: Generated): Decided[] {
  const findings = proveTemplates(templatesOf(generated), () => undefined);
  return generated.promises.flatMap((promise, index): Decided[] => {
    const finding = findings.find(({ rule, title }) => rule === promise.kind && title === String(index));
    return finding === undefined ? [] : [{ promise, verdict: finding.verdict, ...(finding.counterexample && { hint: finding.counterexample.request, who: finding.counterexample.who }), broken: false }];
  });
}

function can(generated: Generated): string {
  const { as, groups, action, base, after, context } = generated.question;
  const model = AccessModel._ofTemplates(templatesOf(generated));
  const claims = generated.body.Resources.Tags === undefined ? {} : { claims: { 'custom:team': 'red' } };
  try {
    const subject = as === 'guest' ? model.guest() : model.user({ groups: [...groups], ...claims });
    return subject.can(action, `\${${base}.Arn}${after}`, { context }).verdict;
  } catch (error) {
    if (error instanceof QuestionError) return `refused: ${error.code}`;
    throw error;
  }
}
