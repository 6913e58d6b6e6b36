import { TemplateError } from './value';

const LONGEST_NAME = 100;

/**
 * A key that an object has twice. CloudFormation takes the last without a word where it can
 * (https://github.com/aws-cloudformation/cfn-language-discussion/issues/96), and says of sections that the outcome is not defined
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html); other readers take the first, or refuse.
 *
 * @param file the file
 * @param name the key
 * @param first the line that it stands in first
 * @param second the line that it stands in again
 * @returns the error
 */
export function duplicateKey(file: string, name: string, first: number, second: number): TemplateError {
  const lines = first === second ? `twice in line ${first}` : `in line ${first} and in line ${second}`;
  return new TemplateError('duplicate-key', file, `line ${second}`, `the key '${name.slice(0, LONGEST_NAME)}' of one object stands ${lines}; keep one of them: which one counts is not defined`);
}
