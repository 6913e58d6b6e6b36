const TEMPLATE = `  <template>      a CloudFormation template, in JSON or YAML, made by any tool
  <cdk.out>       the directory that 'cdk synth' writes, with all stacks that its manifest names`;

const TEMPLATES = `${TEMPLATE}
                  Several templates are deployed together, to one account and Region; - reads one from standard input
  --environment   where they are deployed to, as aws://<account>/<region>; <file>=aws://<account>/<region> is for one of them
  --nested        the template of a nested stack that is not found, as <logical id>=<file>; <parent>/<child>=<file> deeper down
  --parameter     a value of a parameter, as <name>=<value>; <stack>.<name>=<value> or <file>:<name>=<value> is for one template
  --parameters    a file of such values: what the AWS CLI takes, or an object of names and values`;

const TEMPLATE_USAGE = '[--environment [<file>=]aws://<account>/<region>]... [--nested <logical id>=<file>]... [--parameter <name>=<value>]... [--parameters <file>]';

/** What is known of a command before its file is loaded. */
export interface CommandHelp {
  /** What it does, in one line. */
  readonly summary: string;
  /** How it is called. */
  readonly usage: string;
  /** What its arguments and exit codes mean. */
  readonly details: string;
}

/** By the name of the command. */
export const HELP: Readonly<Record<string, CommandHelp>> = {
  baseline: {
    summary: 'print what must not be lost, or who may do what, to be kept in git and compared at synth',
    usage: 'usage: cdk-cognito-pools baseline <template | cdk.out> [--stack <artifact> | --access]',
    details: `${TEMPLATE}
  --stack         the name that the stack of the template has in the app
  --access        what decides about access, for AccessBaseline; left out: what must not be lost, for BaselineCheck

exit codes: 0 printed, 2 the input cannot be read`,
  },
  can: {
    summary: 'answer whether a guest or a user may do something',
    usage: `usage: cdk-cognito-pools can <template>... | <cdk.out> --as guest|user --action <service:Action> --resource <arn>
         [--identity-pool <name>] [--provider <name>] [--group <name>]... [--claim <name>=<value>]... [--tag <key>=<value>]...
         [--context <key>=<value>]... [--json]
         ${TEMPLATE_USAGE}`,
    details: `${TEMPLATES}
  --as            who asks: a guest, or a user who has signed in
  --action        one action, such as s3:GetObject
  --resource      an ARN, with construct paths or logical ids in \${} as in Fn::Sub, or * for actions that take none;
                  \${cognito-identity.amazonaws.com:sub} is the subject's own identity id
  --identity-pool the construct path or logical id of the identity pool they get credentials from; any when it is not given
  --provider      who signed the user in, such as accounts.google.com, or the construct path or logical id of a user pool
  --group         a group of the user pool that the user is in
  --claim         what the user's token says, such as custom:tenantId=blue
  --tag           a session tag that the user has whatever the claims
  --context       a condition key of the request, such as s3:prefix=users/; given twice, it has two values
  --json          print { "verdict", "role", "constructPath", "statement", "reason", "bySteps", "notLookedAt" }

example:    cdk-cognito-pools can cdk.out --as user --group curators --action s3:GetObject \\
              --resource '\${Photos.Arn}/users/\${cognito-identity.amazonaws.com:sub}/a.jpg'
exit codes: 0 allowed, 3 denied, 4 unknown, 2 the question or the input cannot be read, or the output not be written`,
  },
  diff: {
    summary: 'decide who may do what they could not before, and the other way round',
    usage: `usage: cdk-cognito-pools diff <before> <after> [--format text | json | markdown | sarif] [--fail-on new-access | any]
         ${TEMPLATE_USAGE}`,
    details: `${TEMPLATE}
                  - reads one of the two from standard input. Both are deployed to one place, with the same values of parameters
  --environment   where they are deployed to, as aws://<account>/<region>; <file>=aws://<account>/<region> is for one of them
  --nested        the template of a nested stack that is not found, as <logical id>=<file>; <parent>/<child>=<file> deeper down
  --parameter     a value of a parameter, as <name>=<value>; <stack>.<name>=<value> or <file>:<name>=<value> is for one template
  --parameters    a file of such values: what the AWS CLI takes, or an object of names and values
  --format        text (the default); json: { "gained", "lost", "assumptions" }; markdown: a comment for a pull request; sarif: a SARIF 2.1.0 log
  --json          short for --format json
  --sarif         short for --format sarif
  --fail-on       new-access: fail unless it is proved that nobody may do more; any: unless nothing changes. Left out, nothing fails

exit codes: 0 compared, 1 what --fail-on names is not ruled out, 2 the input cannot be read or the output not be written`,
  },
  outputs: {
    summary: "write the client settings that a deployment has put out to the app's file",
    usage: `usage: cdk-cognito-pools outputs <outputs file> [--stack <name>] [--output <name>] [--format amplify | json] [--out <file>]
The outputs file is what 'cdk deploy --outputs-file <file>' writes.`,
    details: `  --stack         the stack to take them from, where several have settings
  --output        the output to take them from, where several hold settings
  --format        amplify (amplify_outputs.json, the default) or json (names and values)
  --out           the file to write; printed when it is not given

exit codes: 0 written, 2 the input cannot be read, or holds no settings or several`,
  },
  prove: {
    summary: 'decide the promises of a template and the rules that hold for any',
    usage: `usage: cdk-cognito-pools prove <template>... | <cdk.out> [--format text | json | sarif | junit | markdown] [--quiet | --verbose]
         [--fail-on violated | not-proved | unknown] [--rule <id>]...
         ${TEMPLATE_USAGE}`,
    details: `${TEMPLATES}
  --format        text (the default): what is not proved, by resource, equal findings once, and a summary
                  json: { "findings": [ { "rule", "verdict", "resource", "constructPath", "message", "counterexample", "assumptions", "notLookedAt", "fix" } ] }
                  sarif: a SARIF 2.1.0 log, such as code scanning of GitHub takes
                  junit: a JUnit report, such as GitLab and CodeBuild take
                  markdown: a comment for a pull request
  --json          short for --format json
  --sarif         short for --format sarif
  --quiet         a line for each kind of finding that is not proved, and nothing where all is
  --verbose       every finding in full, those that are proved as well
  --fail-on       violated (the default), not-proved (violated or not proved), or unknown (whatever is not proved)
  --rule          report on this rule alone; may be given several times (docs/rules.md lists them)

exit codes: 0 nothing of what --fail-on names is found, 1 something is, 2 the input cannot be read or the output not be written`,
  },
  report: {
    summary: 'write a page that shows who reaches what, and why',
    usage: `usage: cdk-cognito-pools report <template>... | <cdk.out> --out <file.html>
         ${TEMPLATE_USAGE}`,
    details: `${TEMPLATES}
  --out           the file to write: one page that needs no other file; it holds the templates, and answers questions as 'can' does

exit codes: 0 written, 2 the input cannot be read or the page not be written`,
  },
};

/**
 * @param names the commands
 * @returns what there is to call
 */
export function overview(names: readonly string[]): string {
  return [
    'usage: cdk-cognito-pools <command> ...', '',
    ...names.map((name) => `  ${name.padEnd(10)}${HELP[name].summary}`), '',
    "'cdk-cognito-pools <command> --help' says more.",
  ].join('\n');
}
