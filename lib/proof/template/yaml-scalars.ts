import { unresolvable } from './unresolvable';

/**
 * Numbers of YAML 1.1 that are not written as they are printed: octal, hexadecimal and binary ones, with underscores, by the
 * sixties, with an exponent, or with a sign or zeros that mean nothing (https://yaml.org/type/int.html, https://yaml.org/type/float.html).
 */
const NUMBER_IN_DISGUISE = [
  /^[-+]?0b[01_]+$/, /^[-+]?0x[\da-fA-F_]+$/, /^[-+]?0[0-7_]+$/, /^[-+]?[1-9][\d_]*$/, /^[-+]?[1-9][\d_]*(:[0-5]?\d)+$/, /^[-+]0$/,
  /^[-+]?\d[\d_]*\.[\d_]*([eE][-+]?\d+)?$/, /^[-+]?\.\d[\d_]*([eE][-+]?\d+)?$/, /^[-+]?\d[\d_]*[eE][-+]?\d+$/, /^[-+]?\d[\d_]*(:[0-5]?\d)+\.[\d_]*$/,
  /^[-+]?\.(inf|Inf|INF)$/, /^\.(nan|NaN|NAN)$/,
];

const AS_PRINTED = /^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])$/;

/** Whole numbers of so many digits are exact. */
const EXACT = /^(0|-?[1-9]\d{0,14})$/;

const NULL = /^(~|null|Null|NULL)?$/;
const TRUE = /^(true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(false|False|FALSE|no|No|NO|off|Off|OFF)$/;

/**
 * Reads a scalar without quotes as CloudFormation does, which follows YAML 1.1 with exceptions: `yes`, `no`, `on` and `off` are
 * booleans, `y` and `n` are not, and dates stay text (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html;
 * https://ljmc.bearblog.dev/yaml-booleans-in-cloudformation-templates/ tried each of the 22 words).
 *
 * What becomes of `012345670123` or `1:30` is told in two ways: that CloudFormation reads the octal number
 * (https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/745), and that it keeps the text
 * (https://github.com/go-to-k/cdk-real-drift/issues/1053). So it is neither: nothing is concluded from it until it stands in quotes.
 *
 * @param text the scalar
 * @returns the value
 */
export function plainValue(text: string): unknown {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (EXACT.test(text)) return Number(text);
  const isDisguised = !AS_PRINTED.test(text) && NUMBER_IN_DISGUISE.some((form) => form.test(text));
  return isDisguised ? unresolvable(`the number ${text} without quotes`, text) : text;
}
