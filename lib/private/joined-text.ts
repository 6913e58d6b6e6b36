import type { IFragmentConcatenator } from 'aws-cdk-lib/core';

/**
 * Joins the parts of texts, of which some are objects by which CloudFormation makes a text, as it joins them itself.
 *
 * @param join what the call is spelled as
 * @returns what puts parts together: a text where all are texts, or a call
 */
export function joinedBy(join: 'Fn::Join' | '$Fn::Join'): IFragmentConcatenator {
  return {
    join: (left: unknown, right: unknown): unknown => {
      if (left === undefined || right === undefined) return left ?? right ?? '';
      const parts = [...partsOf(left), ...partsOf(right)].reduce<unknown[]>((all, part) => {
        const last = all.at(-1);
        return typeof last === 'string' && typeof part === 'string' ? [...all.slice(0, -1), last + part] : [...all, part];
      }, []);
      return parts.length === 1 ? parts[0] : { [join]: ['', parts] };
    },
  };
}

function partsOf(text: unknown): unknown[] {
  const joined = (text as { '$Fn::Join'?: [string, unknown] })['$Fn::Join'] ?? (text as { 'Fn::Join'?: [string, unknown] })['Fn::Join'];
  return joined?.[0] === '' && Array.isArray(joined[1]) ? joined[1] as unknown[] : [text];
}
