import type { IdentityPool } from '../access-graph/identity-pools';
import { QUESTION_TYPE, type NestedTemplates, type TemplateModel } from '../template/reader';
import type { RawTemplate } from '../template/scope';
import { holdsSymbol } from '../symbols/symbol';
import { TemplateError, textOf } from '../template/value';
import { QuestionError } from './question';

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
 * @returns the template, asked for it
 */
export function asked(template: RawTemplate, references: readonly string[]): RawTemplate {
  const { Resources: resources } = template.body;
  // What is not a template is for the reader to refuse.
  if (typeof resources !== 'object' || resources === null || Array.isArray(resources)) return template;
  const questions = references.map((reference) => [idOf(reference), { Type: QUESTION_TYPE, Properties: { Text: { 'Fn::Sub': `\${${reference}}` } } }]);
  return { ...template, body: { ...template.body, Resources: { ...resources, ...Object.fromEntries(questions) } as Record<string, unknown> } };
}

/**
 * @param nested finds the templates of nested stacks
 * @param references what a question refers to
 * @returns finds them, asked for it
 */
export function askedNested(nested: NestedTemplates, references: readonly string[]): NestedTemplates {
  return (parent, resource, id) => {
    const found = nested(parent, resource, id);
    return found && asked(found, references);
  };
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
    if (value === undefined) {
      throw new QuestionError('unknown-reference', `${whole} names nothing in the templates`,
        "write the logical id of a resource or parameter, with an attribute where one is needed, such as ${Photos.Arn}; ${!name} stands for the text ${name}");
    }
    if (other !== undefined) throw new QuestionError('ambiguous-reference', `${whole} means different things in different stacks`, 'ask about the template of one stack');
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
