import type { Emulator } from '../emulator/emulator';
import { region, rootCredentials } from '../emulator/environment';
import type { StackOutputs } from '../emulator/deploy';
import { ExampleRun } from '../examples/support';
import type { Check, Deployment } from '../examples/support';

/** What the client of an example exports: it performs real calls and reports them. */
export interface ExampleClient {
  use(example: ExampleRun): Promise<void>;
}

/** The client of an example, which stands beside its stack. */
export async function clientOf(name: string): Promise<ExampleClient> {
  return await import(`../examples/${name}/client`) as ExampleClient;
}

/** Lets a client use its deployed stack; the checks, each also reported when it is done. */
export function useExample(emulator: Emulator, name: string, outputs: StackOutputs, client: ExampleClient, report: (check: Check) => void): Promise<readonly Check[]> {
  return useDeployed(name, { endpoint: emulator.endpoint, region, administrator: rootCredentials, outputs: outputs[name] ?? {} }, client, report);
}

/** The same of a stack that is deployed anywhere. */
export async function useDeployed(name: string, deployment: Deployment, client: ExampleClient, report: (check: Check) => void): Promise<readonly Check[]> {
  const example = new ExampleRun(name, deployment, report);
  await example.complete((run) => client.use(run));
  return example.checks;
}
