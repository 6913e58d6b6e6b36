import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { undoAtEnd } from './cleanup';
import { emulatorEnvironment } from './environment';
import { python, root, work } from './paths';
import { stopGroup } from './processes';

const startSeconds = 60;

/** A running emulator. */
export class Emulator {
  /**
   * Starts an emulator on a free port of the loopback interface and waits until it answers.
   *
   * It ends with this process, however that ends, unless it is let go.
   */
  static async start(): Promise<Emulator> {
    mkdirSync(work, { recursive: true });
    const directory = mkdtempSync(join(work, 'run-'));
    const port = await freePort();
    const log = openSync(join(directory, 'log'), 'w');
    const child = spawn(python, ['-m', 'cognito_extension'], {
      cwd: join(root, 'emulator'), env: emulatorEnvironment(port, directory), detached: true, stdio: ['pipe', log, log],
    });
    closeSync(log);
    let ended = false;
    const end = () => { ended = true; };
    child.on('error', end).on('exit', end);
    child.stdin?.on('error', end);
    const emulator = new Emulator(child.pid, port, directory, child);
    emulator.forget = undoAtEnd(() => emulator.stop());
    for (const deadline = Date.now() + startSeconds * 1000; !(await emulator.answers()); await sleep(100)) {
      if (!ended && Date.now() < deadline) continue;
      const lastLines = readFileSync(join(directory, 'log'), 'utf8').split('\n').slice(-20).join('\n');
      await emulator.stop();
      throw new Error(`the emulator ${ended ? 'ended at its start' : `did not answer within ${startSeconds} s`}:\n${lastLines}`);
    }
    return emulator;
  }

  private forget: () => void = () => undefined;

  /** The process, which leads a group of its own, its port, and the folder that holds all of its files. */
  constructor(readonly pid: number | undefined, readonly port: number, readonly directory: string, private readonly child?: ChildProcess) {}

  /** Where clients reach it. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Lets it go on after this process. */
  async letGo(): Promise<void> {
    this.forget();
    await new Promise<void>((resolve) => this.child?.stdin?.end('go on\n', resolve));
    this.child?.unref();
  }

  /** Ends it and its Lambda workers; its last log stays as .work/emulator.log. */
  async stop(): Promise<void> {
    this.forget();
    // At once: it keeps nothing that could be lost, and ignores a request while a custom resource waits.
    await stopGroup(this.pid, 0);
    try {
      renameSync(join(this.directory, 'log'), join(work, 'emulator.log'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Whether it is there and ready. */
  async answers(): Promise<boolean> {
    const response = await fetch(`${this.endpoint}/_ministack/health`).catch(() => undefined);
    return response?.ok ?? false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
