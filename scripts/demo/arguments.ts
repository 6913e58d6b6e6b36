import { parseArgs } from 'node:util';

/** What `npm run demo --` was asked for. */
export interface DemoArguments {
  /** The id of the account of somebody's to which the examples are deployed instead of the emulator. @default none */
  readonly aws?: string;
  /** Leave the emulator running at the end. */
  readonly keep: boolean;
  /** Serve the page of photo-upload at the end, until the demo is interrupted. */
  readonly open: boolean;
  /** Stop the one that was left running, and do nothing else. */
  readonly stop: boolean;
  /** Print every promise, every call and every line of the CDK CLI, not only what is wrong. */
  readonly verbose: boolean;
  /** Which examples; none means all. */
  readonly names: readonly string[];
}

/** How the command is used. */
export const usage = `npm run demo [-- [--keep] [example ...]]   proves, deploys and uses the examples, without an AWS account
npm run demo -- --open                     then serves the page of photo-upload, until Ctrl+C
npm run demo -- --verbose                  prints every promise, every call, and what the CDK CLI says
npm run demo -- --stop                     stops the emulator that --keep left running
npm run demo -- --aws <account id>         deploys to this account of AWS instead, with the current credentials, and destroys all (docs/real-account.md)`;

/** Reads the arguments; an unknown option is an error. */
export function demoArguments(args: readonly string[]): DemoArguments {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true, options: {
      keep: { type: 'boolean', default: false }, open: { type: 'boolean', default: false }, stop: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false }, aws: { type: 'string' },
    },
  });
  if (values.aws !== undefined && !/^\d{12}$/.test(values.aws)) throw new Error(`'--aws' takes the 12 digits of an account id, not '${values.aws}'`);
  if (values.aws !== undefined && (values.keep || values.open || values.stop)) throw new Error("'--aws' is of no emulator: leave out --keep, --open and --stop");
  return { ...values, names: values.open && positionals.length === 0 ? ['photo-upload'] : positionals };
}

/** The chosen examples in the order of all; an unknown name is an error that lists them. */
export function chosen(all: readonly string[], names: readonly string[]): readonly string[] {
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`no example '${unknown.join("', '")}', only: ${all.join(', ')}`);
  return names.length === 0 ? all : all.filter((name) => names.includes(name));
}
