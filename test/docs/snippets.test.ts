import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** What the pages about identity pools, moving in and upgrades take for granted. */
const DECLARED = `
declare const app: App; declare const auth: UserPoolPlusIdentityPool; declare const existing: IdentityPool;
declare const photos: Bucket; declare const invoices: Bucket; declare const documents: Bucket; declare const reports: Bucket;
declare const orders: Table; declare const clicks: Stream; declare const archive: DeliveryStream; declare const queue: Queue;
declare const otherPool: UserPool; declare const otherClient: UserPoolClient; declare const oidcProvider: OidcProviderNative; declare const samlProvider: SamlProvider;
declare const directory: IdentityPoolProvider; declare const google: IdentityPoolProvider; declare const authenticatedRole: Role; declare const guestRole: Role;
`;

const MODULES: Readonly<Record<string, string>> = {
  'aws-cdk-lib': 'App CfnOutput CfnResource Stack Validations',
  'aws-cdk-lib/aws-cognito': 'CfnUserPoolClient UserPool UserPoolClient',
  'aws-cdk-lib/aws-cognito-identitypool': 'IdentityPool',
  'aws-cdk-lib/aws-dynamodb': 'Table',
  'aws-cdk-lib/aws-iam': 'OidcProviderNative PolicyStatement Role SamlMetadataDocument SamlProvider',
  'aws-cdk-lib/aws-kinesis': 'Stream',
  'aws-cdk-lib/aws-kinesisfirehose': 'DeliveryStream',
  'aws-cdk-lib/aws-s3': 'Bucket',
  'aws-cdk-lib/aws-sqs': 'Queue',
  'constructs': 'IConstruct',
};

const pages = ['docs/identity-pool.md', 'docs/upgrades.md', ...readdirSync(join(ROOT, 'docs/moving-in')).map((file) => `docs/moving-in/${file}`)];

function snippetsOf(page: string): string[] {
  return [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^( *)```ts\n([\s\S]*?)^\1```/gm)].map(([, , code]) => code);
}

/** As it stands in a stack, with an import of every name that this library or the list has. */
function sourceOf(code: string, ours: readonly string[]): string {
  const cdk = Object.entries(MODULES).map(([from, names]) => `import { ${names.split(' ').join(', ')} } from '${from}';`).join('\n');
  const used = ours.filter((name) => new RegExp(`\\b${name}\\b`).test(code + DECLARED));
  return `${cdk}\nimport { ${used.join(', ')} } from 'cdk-cognito-pools';\n${DECLARED}\nclass Page extends Stack { private written(): void {\n${code}\n} }\n`;
}

test('every snippet of the pages about identity pools, moving in and upgrades compiles', () => {
  const ours = [...readFileSync(join(ROOT, 'lib/index.ts'), 'utf8').matchAll(/\b[A-Z]\w+/g)].map(([name]) => name);
  const sources = new Map(pages.flatMap((page) => snippetsOf(page).map((code, index) => [join(ROOT, 'test', `${page.replace(/\W/g, '-')}-${index + 1}.ts`), sourceOf(code, ours)] as const)));
  const options: ts.CompilerOptions = {
    noEmit: true, strict: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16,
    types: ['node'], paths: { 'cdk-cognito-pools': [join(ROOT, 'lib/index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const onDisk = ts.createCompilerHost(options);
  host.fileExists = (file) => sources.has(file) || onDisk.fileExists(file);
  host.readFile = (file) => sources.get(file) ?? onDisk.readFile(file);
  const program = ts.createProgram([...sources.keys()], options, host);
  const problems = [...sources.keys()].flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)).concat(program.getSyntacticDiagnostics(program.getSourceFile(file)))
    .map(({ messageText }) => `${file.slice(ROOT.length)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`));
  expect(problems).toEqual([]);
  expect(sources.size).toBeGreaterThan(20);
});
