/** What is missing, as reasons say it, and what to give so that it is not. */
const GIVEN: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/the template of the nested stack '([^']+)' is not at hand/, (id) => `give its template: --nested ${id}=<file>`],
  [/'Outputs\.[^']*' of the AWS::CloudFormation::Stack '([^']+)' is known only at deployment/, (id) => `give its template: --nested ${id}=<file>`],
  [/parameter '([^']+)' has no value here/, (name) => `give its value: --parameter ${name}=<value>`],
  [/: it depends on the parameters? ((?:\w+, )*\w+)/, (names) => `give ${names.includes(',') ? 'their values' : 'its value'}: ${names.split(', ').map((name) => `--parameter ${name}=<value>`).join(' ')}`],
  [/more questions than are answered for one template/, () => 'give the policies and templates that are not at hand, or prove fewer templates together'],
  [/parameter '([^']+)' is looked up in AWS Systems Manager/, (name) => `declare '${name}' as a String, and give the value that it has there: --parameter ${name}=<value>`],
  [/the value of (\{\{resolve:[^}]*\}\}) at/, (reference) => `put a parameter in the place of ${reference}, and give its value with --parameter`],
  [/the resources of '([^']+)', a module/, () => PROCESSED],
  [/Fn::Transform|the transform '|are made at deployment|^'Fn::[^']*' at .* decided only at deployment|'Modules' are made/, () => PROCESSED],
  [/the export '(.+?)' belongs to a stack that is not at hand/, (name) => `prove the template that exports '${name}' together with this one`],
  [/the stack '(.+?)' is not at hand/, (name) => `prove the template of the stack '${name}' together with this one`],
  [/the text of the managed policy (arn:[^:]*:iam::aws:policy\/\S+)/, (arn) => `put statements that list what users need in the place of ${arn}, whose text is AWS's and not known here`],
  [/the text of the managed policy (\S+) is not in the templates/, (arn) => `prove the template that makes ${arn} together with this one`],
  [/the role \$\{import ([^}]+)\} is not in the templates/, (name) => `prove the template that exports '${name}' together with this one`],
  [/the role \$\{(\w+)\.Arn\} is not in the templates/, (id) => `name a role in the place of '${id}', which is no AWS::IAM::Role as CloudFormation spells it`],
  [/the role (\S+) is not in the templates/, (arn) => `prove the template that makes ${arn} together with this one`],
  [/the roles that the tokens of (.+?) name are not in the templates/, (provider) => `prove the template of the user pool ${provider} and its groups together with this one`],
  [/whether (\S+) lets users sign up does not stand in the templates/, (pool) => `prove the template that makes the user pool ${pool} together with this one`],
  [/the (identity|user) pool (\S+)(?: of .*)? is not in the templates/, (kind, id) => `prove the template that makes the ${kind} pool ${id} together with this one`],
  [/the key policy of (arn:[^*\s]+) has to allow it too/, () => 'prove the template that makes the key together with this one'],
  [/'([^']+)' of the (?:Custom::\S+|AWS::CloudFormation::CustomResource) '([^']+)' is known only at deployment/, (attribute, id) => `write out what '${id}' returns as ${attribute} in its place, or, where it is a text, put a parameter there, and give its value with --parameter`],
  [/what '([^']+)' of the (\S+) '([^']+)' does is not known here/, (property, type, id) => `take '${property}' out of '${id}', or write the property that is meant: no such property of ${type} is known`],
  [/what the (AWS::\S+) '([^']+)' does is not known here/, (type, id) => `write the type that is meant in the place of ${type}, or take '${id}' out: no such type is known`],
  [/'([^']+)' of the (\S+) '([^']+)' is known only at deployment/, (attribute, _type, id) => `put a parameter in the place of ${id}.${attribute}, and give its value with --parameter`],
  [/what 'Ref' gives for the (\S+) '([^']+)' is known only at deployment/, (_type, id) => `put a parameter in the place of the Ref to ${id}, and give its value with --parameter`],
  [/of the action (\S+) nothing is known here/, (action) => `write the action that is meant in the place of ${action}, or take it out: no such action is known`],
  [/the custom resource '([^']+)' may do anything at deployment/, (id) => `let the template say what the function of '${id}' may do, with few kinds of actions`],
  [/the custom resource '([^']+)' may do \S+ at deployment when it .*?\((\w[\w-]*:\w+)\)/, (id, action) => `take ${action}, by which it comes to that, out of what the function of '${id}' may do, and let the template say what it does`],
  [/the custom resource '([^']+)' may do (\S+) at deployment/, (id, action) => `take ${action} out of what the function of '${id}' may do, and let the template say what it does`],
  [/(AWS::(?:Region|AccountId|Partition)) is known only at deployment/, () => 'say where the template is deployed: --environment <file>=aws://<account>/<region>'],
  [/is the business of a provider that is not in the templates$/, () => 'prove the template that holds the provider together with this one'],
  [/whether users choose their own (\S+) is the business of (.+)$/, (claim, provider) => `ask those who run ${provider} whether users can change ${claim} there; where they cannot, acknowledge the finding with that as the reason`],
  [/the trigger PreSignUp of '([^']+)' decides who may sign up/, (pool) => `if the trigger of '${pool}' refuses everybody whom nobody invited, acknowledge the finding with that as the reason; if not, narrow what users who signed in may do`],
  [/through a distribution outside of the templates/, () => 'let aws:SourceArn name the distribution that is intended, and prove the template that makes it together with this one'],
  [/what (\w[\w-]*:\w+) lets people do with the role of \S+ is not known/, (action) => `take ${action} out of what users may do`],
  [/what of it (\S+) passes on is not looked at/, (id) => `look into what ${id} passes on; where that is intended for those whom it reaches, acknowledge the finding with that as the reason`],
  [/its collection is the parameter '([^']+)', whose value is not known/, (name) => `give its value: --parameter ${name}=<value>`],
  [/(\S+) asks for (\S+), and what that is when .* is not documented/, (id, key) => `let ${id} ask for aud and amr, which are documented, in place of ${key}`],
  [/whose tokens the trust policy takes is known only at deployment/, () => 'name the provider in the trust policy by Ref, or by its ARN'],
  [/has the group '([^']+)'$/, (group) => `prove the template that makes the group '${group}' together with this one, or correct its name`],
  [/allows more kinds of actions than can be looked at/, () => 'list in the policies of the role the actions that users need'],
  [/which bucket is the origin of the distribution is known only at deployment/, () => 'let the origin name the bucket by Fn::GetAtt (RegionalDomainName)'],
  [/whether \w+ on \S+:aud in (\S+) holds cannot be told from the template$/, (id) => `name the identity pool of ${id} by Ref, or prove the template that makes it together with this one`],
  [/whether the ACL of the bucket counts/, () => 'set OwnershipControls of the bucket to BucketOwnerEnforced: then no ACL counts'],
  [/(?:which resources|whom) (.+) (?:governs|lets in) is not known here/, (what) => `let ${what} name no role that an identity pool hands out`],
  [/no claim of a token is mapped to the tag '([^']+)'/, (tag) => `map a claim to the tag '${tag}' (AWS::Cognito::IdentityPoolPrincipalTag), or take the statement out: without the tag it gives nothing`],
  [/how Cognito compares the list (\S+) /, () => 'let groups decide (Type: Token), which is documented'],
  [/whether the resource is one that (\S+) names is known only at deployment$/, (id) => `name the resources of ${id} by Ref and Fn::GetAtt, or give those that it may reach names in the template`],
  [/whether what (\S+) allows concerns the resource in question is known only at deployment$/, (id) => `name the resources of ${id} by Ref and Fn::GetAtt, or give those that it may reach names in the template`],
  [/whether the Principal of (\S+) names them is (?:not documented|known only at deployment$)/, (id) => `let ${id} name the roles that it is intended for, by their ARNs`],
  [/it depends on ((?:\S+, )*\S+), of which nothing is known for these users/, (keys) => `let the Principal name whom the statement is intended for, in place of the condition on ${keys}`],
  [/there is no item \d+ among \d+ at/, () => 'give the parameter that is split there a value with as many parts: with this one a deployment would fail there'],
  [/is not of the kind that CloudFormation takes there|is not an object|neither Allow nor Deny|there is no Action|is empty$/, () => 'write it as CloudFormation takes it: a deployment of this template would fail'],
];

const PROCESSED = 'give the template with its macros and modules expanded: aws cloudformation get-template --template-stage Processed';

/** The fix of what stands in no template and in no documentation. */
export const WHERE_NOTHING_CAN_BE_GIVEN = 'nothing that can be given decides it: avoid it, or look into it and acknowledge the finding with the reason';

/**
 * What decides a finding that is not known, for its author to give: another template, a value, the text of a policy. It is not what
 * mends a finding that is violated.
 *
 * @param reason why it is not known
 * @returns what to give; undefined where nothing is known of that
 */
export function whatToGive(reason: string): string | undefined {
  for (const [pattern, give] of GIVEN) {
    const found = pattern.exec(reason);
    if (found !== null) return give(...found.slice(1));
  }
  return undefined;
}
