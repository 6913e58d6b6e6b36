import { spawn } from 'node:child_process';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { region, rootCredentials } from '../../emulator/environment';
import type { StackOutputs } from '../../emulator/deploy';
import type { Emulator } from '../../emulator/emulator';
import { servePage } from '../../examples/photo-upload/page';
import { administratorS3Settings } from '../../examples/support';
import type { Deployment } from '../../examples/support';
import type { Progress } from '../progress';

const stack = 'photo-upload';

/** Serves the page of photo-upload against the emulator and shows it, until the process is interrupted. */
export async function openPage(emulator: Emulator, outputs: StackOutputs, progress: Progress): Promise<void> {
  progress.heading(`Building the page of ${stack}`);
  const deployment = { endpoint: emulator.endpoint, region, administrator: rootCredentials, outputs: outputs[stack] ?? {} };
  const { url } = await servePage(deployment);
  progress.line([
    `  at ${url}, until Ctrl+C`,
    '  Sign up with any address; the code is 123456, since the emulator sends no mail.',
    `  A photo that is somebody else's, to try to read: ${await anyPhoto(deployment)}`,
  ].join('\n'));
  // Where there is no desktop there is nothing to show it with; the address was printed.
  spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [url], { stdio: 'ignore' }).on('error', () => undefined);
  await new Promise<never>(() => undefined);
}

/** One that the client of the example has left. */
async function anyPhoto(deployment: Deployment): Promise<string> {
  const { Contents = [] } = await new S3Client(administratorS3Settings(deployment)).send(new ListObjectsV2Command({ Bucket: deployment.outputs.PhotosBucket }));
  return Contents[0]?.Key ?? 'there is none';
}
