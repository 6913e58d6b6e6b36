import { LIMITS } from '../limits';
import { unrollLoops } from './for-each';
import { ParameterValues } from './parameters';
import { isNestedDeeper, isRawMap, type RawMap } from './raw';
import { usesTransform, withoutMacros, type Understood } from './transforms';

type Given = { readonly [name: string]: string | undefined };

/** A template after its macros. */
export interface Expanded {
  /** The template as CloudFormation sees it; what a macro decides in a way that is not known is a call that no reader resolves. */
  readonly body: Record<string, unknown>;
  /** Why there may be more in the stack than the template shows. */
  readonly unseen: readonly string[];
  /** What was taken for granted, in words. */
  readonly assumptions: readonly string[];
}

/**
 * Does what the macros of AWS do to a template, as far as AWS documents it: `Fn::ForEach` of `AWS::LanguageExtensions`, and the
 * resources of the AWS Serverless Application Model. Nothing is resolved; a template goes in, and a template comes out.
 *
 * @param body the template as it was parsed; it is not changed
 * @param valuesGiven makes the values given to its parameters, asked only where there are macros; undefined for one that is given, but not known here
 * @returns the template after its macros
 */
export function expandMacros(body: Record<string, unknown>, valuesGiven: () => Given = () => ({})): Expanded {
  // A template is read once for each way in which its conditions can turn out.
  const known = remembered.get(body) ?? new Map<string, Expanded>();
  remembered.set(body, known);
  const given = hasMacros(body) ? valuesGiven() : {};
  const key = JSON.stringify(Object.entries(given));
  const result = known.get(key) ?? expanded(body, given);
  known.set(key, result);
  return result;
}

const remembered = new WeakMap<object, Map<string, Expanded>>();

function expanded(body: RawMap, given: Given): Expanded {
  // Whoever resolves such a template refuses what is nested so deep; what is not asked for stops nothing.
  if (hasMacros(body) && isNestedDeeper(body, LIMITS.depth)) return { body, unseen: [`values are nested more than ${LIMITS.depth} deep: what its macros make is not known`], assumptions: [] };
  const parameters = new ParameterValues(body.Parameters, given);
  const looped = needsUnrolling(body) ? unrollLoops(body, parameters) : { body, unseen: [] };
  const serverless = usesTransform(looped.body) ? expandedServerless(looped.body, parameters) : { body: looped.body, unseen: [] };
  const understood = withoutMacros(serverless.body);
  return { body: understood.body, unseen: [...looped.unseen, ...serverless.unseen, ...understood.unseen], assumptions: [...parameters.assumptions] };
}

function expandedServerless(body: RawMap, parameters: ParameterValues): Understood {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- few templates need the transform, which is many modules
  const { expandServerless } = require('./sam') as typeof import('./sam');
  return expandServerless(body, parameters);
}

function hasMacros(body: RawMap): boolean {
  return needsUnrolling(body) || usesTransform(body);
}

/** Loops need the transform; a template without any is left alone. */
function needsUnrolling(body: RawMap): boolean {
  return body.Transform !== undefined || ['Conditions', 'Resources', 'Outputs'].some((name) => isRawMap(body[name]) && Object.keys(body[name]).some((key) => key.startsWith('Fn::ForEach::')));
}
