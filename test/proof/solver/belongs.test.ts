import { findAllowed, type Binding, type Domain, type Subject } from '../../../lib/proof/solver';
import { readDomain, type ReadyDomain } from '../../../lib/proof/solver/automata';
import { surelyBelongs } from '../../../lib/proof/solver/belongs';
import { SymbolCharacters } from '../../../lib/proof/symbols/symbol';
import { readPolicy } from '../scenarios/read';

const characters = new SymbolCharacters();
const ACCOUNT = characters.next('account');
const STACK = characters.next('stack-name');
const OPEN = characters.next('open');
const ready = (domain: Domain): ReadyDomain => readDomain(domain) as ReadyDomain;

test.each<[string, Domain, string, boolean]>([
  ['digits are letters of an alphabet that has digits', { kind: 'alphabet', alphabet: '[0-9a-z]' }, ACCOUNT, true],
  ['digits are none of an alphabet without', { kind: 'alphabet', alphabet: '[ab]' }, ACCOUNT, false],
  ['a part of a text', { kind: 'alphabet', alphabet: '[0-9a-z]' }, `a${ACCOUNT}z`, true],
  ['what follows it counts', { kind: 'alphabet', alphabet: '[0-9a-z]' }, `${ACCOUNT}/`, false],
  ['every account may be a tag', { kind: 'session-tag' }, ACCOUNT, true],
  ['any text may be none', { kind: 'session-tag' }, OPEN, false],
  ['any text is any text', { kind: 'any' }, OPEN, true],
  ['a stack may be called as the one text that will not do', { kind: 'not', values: ['app'] }, STACK, false],
  ['no stack is called so', { kind: 'not', values: ['a/b'] }, STACK, true],
  ['a symbol among values stands for itself', { kind: 'values', values: [OPEN, 'b'] }, OPEN, true],
  ['another symbol does not', { kind: 'values', values: [OPEN, 'b'] }, ACCOUNT, false],
  ['no text where one letter is needed', { kind: 'alphabet', alphabet: '[ab]' }, '', false],
])('%s', (_title, domain, text, expected) => {
  expect(surelyBelongs(text, ready(domain))).toBe(expected);
});

test.each<[string, string, 'yes' | 'maybe']>([
  ['admits every account: the request is real', '[0-9]', 'yes'],
  ['admits none: it is not claimed to be', '[ab]', 'maybe'],
])('a tag has to be the account, and its alphabet %s', (_title, alphabet, found) => {
  const tag: Binding = { kind: 'free', domain: { kind: 'alphabet', alphabet } };
  const somebody: Subject = {
    title: 'somebody', principal: { kind: 'session', roleArn: 'arn:aws:iam::111122223333:role/r', account: '111122223333' }, keys: { 'aws:principaltag/t': tag },
    policies: [readPolicy({ kind: 'identity', statements: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/t': ACCOUNT } } }] })],
  };
  expect(findAllowed(somebody, { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] }).found).toBe(found);
});
