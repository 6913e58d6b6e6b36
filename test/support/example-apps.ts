import type { Stack } from 'aws-cdk-lib';
import { App } from 'aws-cdk-lib';
import { context } from '../../cdk.json';
import { examples } from '../../examples';

/** The names of all examples. */
export const exampleNames = Object.keys(examples);

/** An app with one example in it, under the feature flags of cdk.json, as `npx cdk synth <name>` makes it. */
export function exampleApp(name: string): { readonly app: App; readonly stack: Stack } {
  const app = new App({ context });
  return { app, stack: new examples[name](app, name) };
}
