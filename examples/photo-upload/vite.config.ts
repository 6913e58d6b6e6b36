import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UserConfig } from 'vite' with { 'resolution-mode': 'import' };
import { policyPlugin, type PageSettings } from './policy';

const web = join(__dirname, 'web');
const outputs = join(web, 'public', 'amplify_outputs.json');

/** How Vite builds and serves the page by hand, with the settings of a stack on AWS. */
export default (): UserConfig => {
  if (!existsSync(outputs)) throw new Error(`'${outputs}' is missing: the policy of the page names the services of the stack; write the file with 'npx cdk-cognito-pools outputs'`);
  return { root: web, base: './', plugins: [policyPlugin(JSON.parse(readFileSync(outputs, 'utf8')) as PageSettings)], build: { target: 'es2022', chunkSizeWarningLimit: 1000 } };
};
