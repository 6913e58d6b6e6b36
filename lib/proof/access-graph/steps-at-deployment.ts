import { once } from '../template/once';
import type { TemplateModel } from '../template/reader';
import { RoleChains } from './chains';
import type { PowerFinder } from './powers';
import type { Role, Roles } from './roles';
import type { Session } from './sessions';
import { WokenCode } from './woken';

/** Follows what code that runs while the stack is deployed comes to: by roles that it takes, and by other code that it sets to work. */
export class StepsAtDeployment {
  /** Which code runs because of other code. */
  public readonly woken: WokenCode;
  private readonly chains: () => RoleChains;

  public constructor(model: TemplateModel, roles: Roles, powers: PowerFinder) {
    this.woken = new WokenCode(model, roles, powers);
    this.chains = once(() => new RoleChains(model, roles, powers));
  }

  /**
   * @param session what the code has
   * @returns it, and all that it comes by, by any sequence of steps
   */
  public from(session: Session): Session[] {
    const known = new Set<Role>();
    const found: Session[] = [];
    const add = (all: readonly Session[]): void => all.forEach((one) => {
      if (known.has(one.role)) return;
      known.add(one.role);
      found.push(one);
    });
    add([session]);
    // What is found on the way is looked at in turn.
    for (const one of found) {
      add(this.chains().beyond([one]));
      add(this.setToWork(one, known));
    }
    return found;
  }

  private setToWork(session: Session, known: ReadonlySet<Role>): Session[] {
    return this.woken.by(session, known).map(({ role, text, uncertain }): Session => {
      const steps = [...session.steps, { text }];
      return {
        ...session, role, by: role.resource, flow: 'assumed', way: { kind: 'steps', text: steps.map((step) => step.text).join(', then ') }, steps,
        uncertainties: uncertain === undefined ? session.uncertainties : [...session.uncertainties, uncertain],
      };
    });
  }
}
