/** A change that no test notices, and why none has to. */
export interface KnownSurvivor {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The line where it stands, without spaces around it. */
  readonly line: string;
  readonly why: string;
}

const BY_ONE = 'a limit against floods, which holds as well one higher or a millisecond later';

const EMPTY = 'an empty name is taken out by the reader as well';

const SHORTER = 'a way that is shorter for most apps: the longer one comes to the same';

const POLICIES = 'const policies = { all: () => [this.own, ...this.byStack.values()].filter((policy) => !this.placement.isLooking && policy.isNeeded) };';
const LEFT_OUT = 'the CDK leaves out dependencies on what is not in the template, and the look at the tree those on policies';

const KEPT = 'what is found out is kept for a synth, which asks often: without that it is slower, and comes to the same';

const ONE_HOME = 'if (byHome.size === 1) return [{ home: firstHome, statement, refersTo: [...byHome.get(firstHome)?.refersTo ?? [], ...conditions] }];';
const DECIDED = 'what is granted is in the stack where the policy would stand: the roles and the conditions decide whether it can';

export const KNOWN: readonly KnownSurvivor[] = [
  { file: 'claims/load-balancer-keys.ts', from: '60_000', to: '60001', line: 'const MINUTE = 60_000;', why: BY_ONE },
  { file: 'claims/load-balancer-keys.ts', from: '1000', to: '1001', line: 'const REMEMBERED = 1000;', why: BY_ONE },
  { file: 'claims/load-balancer-keys.ts', from: '<', to: '<=', line: 'this.lookups = this.lookups.filter((at) => now - at < MINUTE);', why: BY_ONE },
  { file: 'claims/load-balancer-keys.ts', from: '>=', to: '>', line: 'if (this.absent.size >= REMEMBERED) this.absent.clear();', why: BY_ONE },
  { file: 'lambda/authorizer/authorizer.ts', from: "'unknown'", to: "'other'", line: "if (KNOWN_BUT_NOT_ALLOWED.includes(error.reason)) return policy('Deny', event.methodArn, error.subject ?? 'unknown');", why: 'who lacks a group or a scope has a subject: it is for the type alone' },
  { file: 'lambda/authorizer/index.ts', from: "''", to: "'other'", line: "const check = new TokenCheck(JSON.parse(process.env.TOKEN_REQUIREMENTS ?? '') as TokenRequirements);", why: 'neither is JSON: without its requirements the function does not start' },
  { file: 'lib/mapping/grant-policies.ts', from: 'this.byStack.size === 0', to: 'false', line: 'const only = this.fixed ?? (this.byStack.size === 0 ? this.own : undefined);', why: SHORTER },
  { file: 'lib/mapping/grant-policies.ts', from: 'there === undefined && withRoles.length === 0', to: 'false', line: 'if (there === undefined && withRoles.length === 0) return this.own;', why: SHORTER },
  { file: 'lib/mapping/grant-policies.ts', from: '.filter((policy) => !this.placement.isLooking && policy.isNeeded)', to: '', line: POLICIES, why: LEFT_OUT },
  { file: 'lib/mapping/grant-policies.ts', from: '&&', to: '||', line: POLICIES, why: LEFT_OUT },
  { file: 'lib/mapping/grant-policies.ts', from: 'this.options.makesRoles', to: 'false', line: 'return this.options.makesRoles ? [] : [...new Set(this.referredToAsRoles().map((role) => Stack.of(role)))];', why: SHORTER },
  { file: 'lib/mapping/grant-policies.ts', from: '!this.placement.isSynthesizing', to: 'false', line: 'if (!this.placement.isSynthesizing) return this.split(statement);', why: KEPT },
  { file: 'lib/mapping/grant-policies.ts', from: '!this.placement.isSynthesizing', to: 'this.placement.isSynthesizing', line: 'if (!this.placement.isSynthesizing) return this.split(statement);', why: KEPT },
  { file: 'lib/mapping/grant-policies.ts', from: 'this.pieces.set(statement, { signature, pieces });', to: ';', line: 'this.pieces.set(statement, { signature, pieces });', why: KEPT },
  { file: 'lib/mapping/grant-policies.ts', from: 'byHome.size === 1', to: 'false', line: ONE_HOME, why: SHORTER },
  { file: 'lib/mapping/grant-policies.ts', from: '...byHome.get(firstHome)?.refersTo ?? [],', to: '', line: ONE_HOME, why: DECIDED },
  { file: 'lib/mapping/grant-policies.ts', from: 'byHome.get(firstHome)?.refersTo ??', to: '', line: ONE_HOME, why: DECIDED },
  { file: 'lib/mapping/grant-policies.ts', from: 'this.placement.isSynthesizing', to: 'false', line: 'if (this.placement.isSynthesizing) throw error;', why: 'what cannot be produced at synth is told of by the CDK as well, when it writes the policy' },
  { file: 'lib/mapping/grant-record.ts', from: 'statements.length === 0', to: 'false', line: 'if (statements.length === 0) return undefined;', why: 'a policy without statements is left out of the template, and its record with it' },
  { file: 'lib/grant-warnings.ts', from: '/[*?]/.test(action)', to: 'true', line: 'if (/[*?]/.test(action) ? actionsMatching(action).length > 0 : actionFacts(action) !== undefined) return undefined;', why: 'a name without wildcards matches itself: it is looked up without going through all' },
  { file: 'lib/mapping/identity-pool-principal.ts', from: 'this.sessionTags', to: 'false', line: 'if (this.sessionTags) return;', why: 'the CDK writes equal statements of a document once' },
  { file: 'lib/mapping/identity-pool-roles.ts', from: 'this.retained', to: 'false', line: 'if (this.retained) return;', why: 'no role is made for a pool that retains its roles: all that would make one is refused before' },
  { file: 'lib/mapping/isolation.ts', from: '0', to: '1', line: 'return this.options.slices[0].resource;', why: 'all parts of a promise are of one bucket or table' },
  { file: 'lib/mapping/pattern-overlap.ts', from: '1', to: '2', line: 'let row = Array.from({ length: b.length + 1 }, (_value, j) => onlyStars(b, j));', why: 'a place more than is looked at' },
  { file: 'claims/trusted-tokens.ts', from: "joined === ''", to: 'false', line: "if (joined === '') return [];", why: EMPTY },
  { file: 'claims/trusted-tokens.ts', from: "''", to: "'other'", line: "if (joined === '') return [];", why: EMPTY },
];
