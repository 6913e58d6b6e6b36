import * as fc from 'fast-check';
import type { IsolationClaim, Proof, RequestSet } from '../../../lib/proof/solver';
import { findAllowed, proveContained, proveIsolated } from '../../../lib/proof/solver';
import type { AccessRequest } from '../../../lib/proof/iam/request';
import { belongs, isAllowed, isInSlice, NAMES, person, requests, requestsInto } from './brute-force';
import type { PlainRequest } from './plain-iam';
import { plainlyAllowed } from './plain-iam';
import { containments, isolations, reaches } from './random-claims';
import { runs } from './random-policies';

// What must never be: a proof that a request refutes, or a counterexample that is none. Answers that decide nothing are sound.
class Counts {
  private readonly of = new Map<string, number>();

  public add({ verdict }: Proof): void {
    this.of.set(verdict, (this.of.get(verdict) ?? 0) + 1);
  }

  public expectBothKinds(): void {
    if (process.env.FUZZ_RUNS !== undefined) console.log(JSON.stringify(Object.fromEntries(this.of)));
    const all = [...this.of.values()].reduce((sum, one) => sum + one, 0);
    expect(this.of.get('PROVED') ?? 0).toBeGreaterThan(all / 20);
    expect(this.of.get('VIOLATED') ?? 0).toBeGreaterThan(all / 20);
  }
}

function plain({ action, resource, context }: AccessRequest): PlainRequest {
  return { action, resource, context: Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value])) };
}

function fail(what: string, details: unknown): never {
  throw new Error(`${what}: ${JSON.stringify(details, null, 1)}`);
}

test('what is proved isolated no short request refutes, and every counterexample is one', () => {
  const counts = new Counts();
  fc.assert(fc.property(isolations, ({ list, slice: one, sampled, tag, byTag, except, keys }) => {
    const isolation: IsolationClaim = { owner: sampled.domain, slices: [one], people: [{ ...person(list, keys), except }] };
    const proof = proveIsolated(isolation);
    counts.add(proof);
    const excepted = (action: string): boolean => except.some((pattern) => new RegExp(`^${pattern.replace('*', '.*')}$`, 'i').test(action));
    const isTrespass = (owner: string, request: PlainRequest): boolean => isInSlice(one, owner, request) && !excepted(request.action);
    if (proof.verdict === 'VIOLATED') {
      const { caller, owner, request } = proof.counterexample!;
      const real = plain(request);
      const ownKey = byTag ? NAMES.tag : NAMES.sub;
      const sane = caller !== owner && belongs(caller!, sampled.domain) && belongs(owner!, sampled.domain) && real.context[ownKey] === caller;
      if (!sane || !isTrespass(owner!, real) || plainlyAllowed(list, real) !== 'yes') fail('no counterexample', { list, isolation: { ...isolation, people: [] }, keys, counterexample: proof.counterexample });
    }
    if (proof.verdict !== 'PROVED') return;
    for (const caller of sampled.values.slice(0, 3)) {
      const others = byTag ? ['a:a', 'b:a'] : tag.values;
      for (const other of others) {
        const mine = byTag ? { [NAMES.tag]: caller, [NAMES.sub]: other } : { [NAMES.sub]: caller, [NAMES.tag]: other };
        for (const owner of sampled.values) {
          if (owner === caller) continue;
          for (const request of requestsInto(one, list, mine, owner)) {
            if (!excepted(request.action) && isAllowed(list, request)) fail('proved, but', { list, isolation: { ...isolation, people: [] }, keys, caller, owner, request });
          }
        }
      }
    }
  }), { numRuns: runs(40), endOnFailure: true });
  counts.expectBothKinds();
});

test('what is proved to have been granted no short request refutes, and every counterexample is one', () => {
  const counts = new Counts();
  fc.assert(fc.property(containments, ({ list, allows, sampled, tag, keys }) => {
    const proof = proveContained(person(list, keys), person(allows, {}).policies);
    counts.add(proof);
    const { counterexample } = proof;
    if (counterexample && (plainlyAllowed(list, plain(counterexample.request)) !== 'yes' || plainlyAllowed(allows, plain(counterexample.request)) !== 'no')) fail('no counterexample', { list, allows, keys, counterexample });
    if (proof.verdict !== 'PROVED') return;
    for (const sub of sampled.values.slice(0, 3)) {
      for (const value of tag.values) {
        for (const request of requests([list, allows], { [NAMES.sub]: sub, [NAMES.tag]: value }, [])) {
          const [does, may] = [plainlyAllowed(list, request), plainlyAllowed(allows, request)];
          if ((does === 'yes' && may !== 'yes') || (does === 'open' && may === 'no')) fail('proved, but', { list, allows, keys, request });
        }
      }
    }
  }), { numRuns: runs(50), endOnFailure: true });
  counts.expectBothKinds();
});

function isInSet({ actions, resources, context = [] }: RequestSet, request: PlainRequest): boolean {
  const like = (pattern: string, text: string): boolean => new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`).test(text);
  return actions.some((one) => like(one.toLowerCase(), request.action.toLowerCase())) && resources.some((one) => like(one, request.resource)) && context.every(({ key, values, missing }) => {
    const held = request.context[key.toLowerCase()];
    if (held === undefined) return missing === true;
    return values !== undefined && (typeof held === 'string' ? [held] : held).some((text) => values.some((value) => like(value, text)));
  });
}

test('what is found is allowed, and where nothing is found no short request is', () => {
  fc.assert(fc.property(reaches, ({ list, set, sampled, tag, keys }) => {
    const answer = findAllowed(person(list, keys), set);
    if (answer.found === 'yes' && (plainlyAllowed(list, plain(answer.request!)) !== 'yes' || !isInSet(set, plain(answer.request!)))) fail('found, but', { list, set, keys, request: answer.request });
    if (answer.found !== 'no') return;
    for (const sub of sampled.values.slice(0, 3)) {
      for (const value of tag.values) {
        for (const request of requests([list, set], { [NAMES.sub]: sub, [NAMES.tag]: value }, [])) {
          if (isInSet(set, request) && isAllowed(list, request)) fail('nothing found, but', { list, set, keys, request });
        }
      }
    }
  }), { numRuns: runs(50), endOnFailure: true });
});
