import type { Rule } from '../../../lib/proof/rules/rule';

const INTRODUCTION = `# Rules

These rules are applied to every template with Amazon Cognito in it, made by this library or not: by \`npx cdk-cognito-pools prove <template | cdk.out>\`, and at every synth. They need no promise in the template. Where a template records promises, these are decided as well, and say more.

What a rule finds is PROVED, VIOLATED, NOT_PROVED (nothing shows that it holds, and nothing that it is broken) or UNKNOWN (what decides it does not stand in the template, or is not documented). The command reports all four. A synth reports what is VIOLATED: an *error* fails the synth, a *warning* does not, and both can be acknowledged with a reason: \`Validations.of(stack).acknowledge({ id: 'cdk-cognito-pools::trust-audience', reason: '…' })\`.`;

/** The text of docs/rules.md, which a test keeps in step with the rules. */
export function rulesPage(rules: readonly Rule[]): string {
  return [
    INTRODUCTION,
    ['| rule | what holds where it is kept | at synth |', '|---|---|---|', ...rules.map(({ id, title, severity }) => `| [\`${id}\`](#${id}) | ${title} | ${severity} |`)].join('\n'),
    ...rules.map(({ id, title, why, fix, page }) => `## ${id}\n\n**${title[0].toUpperCase()}${title.slice(1)}.**\n\n${why}\n\n*Fix:* ${fix}.\n\n*AWS:* <${page}>`),
  ].join('\n\n') + '\n';
}
