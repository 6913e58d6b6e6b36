import type { IdentityPool } from '../access-graph/identity-pools';
import { QUESTION_TYPE } from '../template/kinds-of-resources';
import type { NestedTemplates, TemplateModel } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';
import { holdsSymbol } from '../symbols/symbol';
import { TemplateError, textOf } from '../template/value';
import type { AuthorNames } from '../author-names';
import { isCommonName } from './pools-and-providers';
import { QuestionError, type SubjectDescription } from './question';

/**
 * What stands in `${}` of a question is asked of the templates themselves: each becomes a resource of a type that does not
 * exist, so that it means what it would mean there, for every attribute, parameter and pseudo parameter.
 */
const REGION = 'AWS::Region';
const OWN_ID = /^cognito-identity[\w.-]*:sub$/;
const REFERENCE = /\$\{([^}]*)\}/g;

const idOf = (reference: string): string => `${QUESTION_TYPE} ${reference}`;

/**
 * @param texts texts of a question
 * @returns what they refer to
 */
export function referencesIn(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => [...text.matchAll(REFERENCE)].map(([, reference]) => reference));
  return [...new Set([REGION, ...found.filter((reference) => !reference.startsWith('!') && !OWN_ID.test(reference))])];
}

/**
 * @param template a template
 * @param references what a question refers to
 * @param names the names that authors gave to resources
 * @returns the template, asked for it
 */
export function asked(template: RawTemplate, references: readonly string[], names: AuthorNames): RawTemplate {
  const { Resources: resources } = template.body;
  // What is not a template is for the reader to refuse.
  if (typeof resources !== 'object' || resources === null || Array.isArray(resources)) return template;
  const questions = references.map((reference) => [idOf(reference), { Type: QUESTION_TYPE, Properties: { Text: { 'Fn::Sub': `\${${logicalReference(reference, template, names)}}` } } }]);
  return { ...template, body: { ...template.body, Resources: { ...resources, ...Object.fromEntries(questions) } as Record<string, unknown> } };
}

/** The reference with the logical id in it, where it names a construct that the template has a resource of. Logical ids come first. */
function logicalReference(reference: string, { file, body: { Resources: resources, Parameters: parameters } }: RawTemplate, names: AuthorNames): string {
  const parts = reference.split('.');
  if ([resources, parameters].some((section) => Object.hasOwn(section ?? {}, parts[0]))) return reference;
  for (let length = parts.length; length > 0; length--) {
    const found = names.idsOf(parts.slice(0, length).join('.'), (one) => one.file === file);
    if (found.length === 1) return [found[0], ...parts.slice(length)].join('.');
  }
  return reference;
}

/**
 * @param nested finds the templates of nested stacks
 * @param references what a question refers to
 * @param names the names that authors gave to resources
 * @returns finds them, asked for it
 */
export function askedNested(nested: NestedTemplates, references: readonly string[], names: AuthorNames): NestedTemplates {
  return (parent, resource, id) => {
    const found = nested(parent, resource, id);
    return found && asked(found, references, names);
  };
}

/**
 * @param person somebody
 * @param names the names that authors gave to resources
 * @returns the same, with logical ids for what is named by its construct
 */
export function withLogicalIds(person: SubjectDescription, names: AuthorNames): SubjectDescription {
  const { identityPool, provider } = person;
  const only = (name: string, ...types: string[]): string => types.map((type) => names.idsIn(name, type)).find(({ length }) => length === 1)?.[0] ?? name;
  return {
    ...person,
    ...(identityPool !== undefined && { identityPool: only(identityPool, 'AWS::Cognito::IdentityPool') }),
    ...(provider !== undefined && !isCommonName(provider) && { provider: only(provider, 'AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient') }),
  };
}

/**
 * @param names the names that authors gave to resources
 * @param act answers a question
 * @returns the answer
 * @throws what is thrown; where the question is wrong, with these names and with what may have been meant
 */
export function named<T>(names: AuthorNames, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    const [head, ...attribute] = error.reference?.split('.') ?? [];
    const near = head === undefined ? undefined : names.nearest(head);
    if (near !== undefined && near !== head) throw unknownReference(error.reference!, [near, ...attribute].join('.'));
    error.message = names.inWords(error.message);
    throw error;
  }
}

function unknownReference(reference: string, near: string | undefined): QuestionError {
  const fix = near !== undefined ? `did you mean \${${near}}?`
    : 'write the construct path or the logical id of a resource, or a parameter, with an attribute where one is needed, such as ${Photos.Arn}; ${!name} stands for the text ${name}';
  return new QuestionError('unknown-reference', `\${${reference}} names nothing in the templates`, fix, reference);
}

/**
 * @param pool an identity pool
 * @param model what the templates create
 * @returns an identity id of that pool, which is no other text
 */
export function ownIdentityId(pool: IdentityPool, model: TemplateModel): string {
  const region = valuesOf(REGION, model, pool.resource.stack)[0] ?? '';
  return `${region}:${model.symbols.symbolFor('own-identity-id', 'own identity id', 'opaque')}`;
}

/**
 * @param text text of a question
 * @param model what the templates create
 * @param own the identity id of the person
 * @returns the text, with symbols
 */
export function resolveText(text: string, model: TemplateModel, own: string): string {
  // Such a character would pass for a piece of text that only the deployment knows.
  if (holdsSymbol(text)) throw new QuestionError('private-use-character', 'the question holds private-use characters', 'leave them out');
  return text.replace(REFERENCE, (whole, reference: string) => {
    if (reference.startsWith('!')) return `\${${reference.slice(1)}}`;
    if (OWN_ID.test(reference)) return own;
    const [value, other] = valuesOf(reference, model);
    if (value === undefined) throw unknownReference(reference, undefined);
    if (other !== undefined) throw new QuestionError('ambiguous-reference', `${whole} means different things in different stacks`, 'begin with the construct path of the stack, such as ${Main/Photos.Arn}, or ask about the template of one stack');
    return value;
  });
}

function valuesOf(reference: string, model: TemplateModel, stack?: string): string[] {
  const found = model.resources.filter(({ type, id }) => type === QUESTION_TYPE && id === idOf(reference)).flatMap((resource) => {
    if (stack !== undefined && resource.stack !== stack) return [];
    try {
      const value = textOf(resource.properties.get('Text'));
      return value === undefined ? [] : [value];
    } catch (error) {
      if (error instanceof TemplateError && error.where.startsWith(`Resources.${resource.id}`)) return [];
      throw error;
    }
  });
  return [...new Set(found)];
}
