import { ACCESS_CASES } from './access';
import { CLAIM_CASES } from './claims';
import { CLIENT_CASES } from './clients';
import { GUEST_CASES } from './guests';
import type { RuleCase } from './rule-case';
import { TRUST_CASES } from './trust';

/** The cases of all rules: for each one that is kept, and one that is broken with what mends it. */
export const RULE_CASES: readonly RuleCase[] = [...TRUST_CASES, ...GUEST_CASES, ...CLAIM_CASES, ...ACCESS_CASES, ...CLIENT_CASES];
