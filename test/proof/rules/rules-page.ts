import type { Rule } from '../../../lib/proof/rules/rule';

const INTRODUCTION = `# Rules

These rules are applied to every template with Amazon Cognito in it, made by this library or not: by \`npx cdk-cognito-pools prove <template | cdk.out>\`, and at every synth. They need no promise in the template. Where a template records promises, these are decided as well, and say more.

What a rule finds is PROVED, VIOLATED, NOT_PROVED (nothing shows that it holds, and nothing that it is broken) or UNKNOWN (what decides it does not stand in the template, or is not documented). The command reports all four. A synth reports what is VIOLATED: an *error* fails the synth, a *warning* does not, and both can be acknowledged with a reason: \`Validations.of(stack).acknowledge({ id: 'cdk-cognito-pools::trust-audience', reason: '…' })\`.`;

/** What constructs record in the template, and what stands in its place where it is not decided. */
const PROMISES: Readonly<Record<string, string>> = {
  'isolated': 'Of any two users, neither reaches what belongs to the other, by any role that they can obtain; save those to whom it was granted by name, with `readAll` and the like. Recorded by `OwnObjectGrants`, `OwnItemGrants` and `AccessProperty.isolated`. *Fix:* take out, or narrow, the grant that the finding names; if it is meant, grant it by name.',
  'limited': 'A role allows nothing but what was granted to its users with a grant. What an aspect, an escape hatch or a resource policy adds is too much. *Fix:* grant it to the principal (`grantRead(auth.authenticated)`), or take it out.',
  'guarded': 'A role of users who signed in is out of reach of guests and of other identity pools. *Fix:* leave its trust policy as the construct makes it.',
  'exclusive': 'Nobody but members gets the role of a group, and nobody but users whom a rule matches that of the rule. *Fix:* take out the other way to the role that the finding names.',
  'unforgeable': 'No user chooses the value of a session tag: no app client writes the attribute that it is taken from. *Fix:* declare the attribute without `userWritable`, and leave it out of `writeAttributes`.',
  'server-only': 'No app client writes an attribute that only servers may write. *Fix:* leave it out of `writeAttributes`.',
  'unreachable': 'Nobody among the principals makes any request of the set, as [stated by you](access-properties.md).',
  'only-principals': 'Nobody but the principals makes a request of the set, as [stated by you](access-properties.md).',
  'limited-to': 'The principals make no request outside of the set, as [stated by you](access-properties.md).',
  'malformed-intent': 'A record of what was promised cannot be read, so nothing is proved of it. *Fix:* leave `Metadata` where the constructs put it.',
  'outdated-intent': 'A record was synthesized by an earlier version, and cannot be read any more. *Fix:* synthesize again.',
  'unseen-template': 'The template of a nested stack, or what a macro makes, is not at hand, and may hold anything; said where no other finding tells of it, and never at synth. *Fix:* give the template: `--nested <logical id>=<file>`, or the template as it was processed.',
  'missing-promise': 'The constructs promised something, and the template no longer records it: an aspect or an override took it out. *Fix:* leave `Metadata` where the constructs put it.',
  'prover-failed': 'The prover did not come to an end: a fault of ours. *Fix:* report it with the template.',
  'acknowledgment-without-reason': 'A violation is acknowledged, and the reason is empty. *Fix:* say why it may stand.',
};

/** The text of docs/rules.md, which a test keeps in step with the rules. */
export function rulesPage(rules: readonly Rule[]): string {
  return [
    INTRODUCTION,
    ['| rule | what holds where it is kept | at synth |', '|---|---|---|', ...rules.map(({ id, title, severity }) => `| [\`${id}\`](#${id}) | ${title} | ${severity} |`)].join('\n'),
    `Promises: ${Object.keys(PROMISES).map((id) => `[\`${id}\`](#${id})`).join(', ')}.`,
    ...rules.map(({ id, title, why, fix, page }) => `## ${id}\n\n**${title[0].toUpperCase()}${title.slice(1)}.**\n\n${why}\n\n*Fix:* ${fix}.\n\n*AWS:* <${page}>`),
    '# Promises\n\nThese are decided where a template records them. One that is VIOLATED fails the synth; the id that the message gives acknowledges that one violation, and nothing that comes later.',
    ...Object.entries(PROMISES).map(([id, text]) => `## ${id}\n\n${text}`),
  ].join('\n\n') + '\n';
}
