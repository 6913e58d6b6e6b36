import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { clientEnvironment, emulatorEnvironment, withoutAws } from '../../emulator/environment';
import { run, runOrThrow, stopGroup } from '../../emulator/processes';

const node = process.execPath;

describe('a command', () => {
  test('gives its code, its output, and its lines as they come', async () => {
    const lines: string[] = [];
    const result = await run(node, ['-e', 'console.log("out"); console.error("err"); process.exitCode = 3'], { onLine: (line) => lines.push(line) });
    expect(result).toMatchObject({ code: 3, stdout: 'out' });
    expect(lines.sort()).toEqual(['err', 'out']);
  });

  test('knows nothing that a library has written into the environment meanwhile', async () => {
    process.env.WRITTEN_MEANWHILE = 'yes';
    try {
      expect((await run(node, ['-p', 'process.env.WRITTEN_MEANWHILE'])).stdout).toBe('undefined');
    } finally {
      delete process.env.WRITTEN_MEANWHILE;
    }
  });

  test('that must succeed and does not is an error with the end of its output', async () => {
    await expect(runOrThrow(node, ['-e', 'console.log("the reason"); process.exit(2)'])).rejects.toThrow(/' ended with 2:\nthe reason$/);
  });

  test('that does not exist is an error', async () => {
    await expect(run('no-such-command', [])).rejects.toThrow('ENOENT');
  });
});

test('a group that ignores the request is killed, children too', async () => {
  const child = spawn(node, ['-e', `
    process.on('SIGTERM', () => undefined);
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => undefined); console.log("ready"); setInterval(() => undefined, 1000)']);
    child.stdout.on('data', () => console.log(child.pid));
    setInterval(() => undefined, 1000);`], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const [grandchild] = await once(createInterface({ input: child.stdout }), 'line') as [string];
  const exit = once(child, 'exit');
  await stopGroup(child.pid, 200);
  expect(await exit).toEqual([null, 'SIGKILL']);
  expect(isRunning(Number(grandchild))).toBe(false);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends what was started, and then the process', async (signal) => {
  const script = `
    const { endCleanly, undoAtEnd } = require('./emulator/cleanup.ts');
    const { run } = require('./emulator/processes.ts');
    endCleanly();
    undoAtEnd(async () => console.log('undone'));
    run(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => undefined, 1000)'], { onLine: (line) => console.log(line) });`;
  const child = spawn(node, ['--import', 'tsx', '-e', script], { cwd: join(__dirname, '..', '..'), stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout });
  const [started] = await once(lines, 'line') as [string];
  const undone = once(lines, 'line');
  const exit = once(child, 'exit');
  child.kill(signal);
  expect(await undone).toEqual(['undone']);
  expect(await exit).toEqual([{ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal], null]);
  expect(isRunning(Number(started))).toBe(false);
});

test('the emulator inherits nothing that its Lambdas must not see', () => {
  process.env.AWS_PROFILE = 'production';
  try {
    const environment = emulatorEnvironment(1234, '/somewhere');
    expect(Object.keys(environment).filter((name) => name.startsWith('AWS'))).toEqual([]);
    expect(environment).toMatchObject({ BIND_HOST: '127.0.0.1', GATEWAY_PORT: '1234', IOT_MTLS_ENABLED: '0', SFTP_ENABLED: '0', PERSIST_STATE: '0' });
    expect({ ...withoutAws(process.env), ...clientEnvironment('http://127.0.0.1:1234') }).not.toHaveProperty('AWS_PROFILE');
  } finally {
    delete process.env.AWS_PROFILE;
  }
});

/** A process that has ended stays listed until its parent asks for its exit code: that one does not run. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/stat`;
  return !(existsSync(status) && /\) Z /.test(readFileSync(status, 'utf8')));
}
