import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './paths';

/** The account and Region that everything deploys to. */
export const account = '000000000000';
/** See `account`. */
export const region = 'us-east-1';
/** Keys that the emulator takes for the account's root: for set-up, never for a check that something is refused. */
export const rootCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The environment that this process was started with, for the processes that it starts: libraries that it loads write into its own, as Vite does with NODE_ENV. */
export const environmentAtStart: Readonly<NodeJS.ProcessEnv> = { ...process.env };

/** Keeps the CDK CLI from looking for news, and its AWS SDK from announcing the end of a Node version. */
export const quietCdk = {
  CDK_DISABLE_VERSION_CHECK: '1',
  CDK_DISABLE_CLI_TELEMETRY: '1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** The environment in which AWS tools, the CDK CLI too, talk to the emulator and know no other account. */
export function clientEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: rootCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: rootCredentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...quietCdk,
  };
}

/** This process's environment, without its AWS settings. */
export function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
}

/** The environment of the emulator itself. Lambdas inherit it, so it holds nothing that is not listed here. */
export function emulatorEnvironment(port: number, directory: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: directory,
    TMPDIR: directory,
    STATE_DIR: join(directory, 'state'),
    PERSIST_STATE: '0',
    AUTH: 'true',
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: 'localhost',
    GATEWAY_PORT: String(port),
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    MINISTACK_COGNITO_PRETOKEN_STRICT: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    NODE_PATH: join(root, 'node_modules'),
  };
}
