import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prove } from '../../bin/commands/prove';

const page = readFileSync(join(__dirname, '../../docs/proof.md'), 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)![1];

async function printed(...args: string[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'example-'));
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const file = join(directory, 'photos.yaml');
    writeFileSync(file, block('yaml'));
    await prove([file, '--rule', 'identity-not-isolated', ...args]);
    return log.mock.calls.flat().join('\n').replaceAll(`${directory}/`, '');
  } finally {
    log.mockRestore();
    rmSync(directory, { recursive: true });
  }
}

test('the example of docs/proof.md is answered as the page says', async () => {
  const found = await printed();
  expect(found).toContain(block('text').trimEnd());
  expect(found).toContain("${Stage} is 'dev'");
});

test('with the other stage it is proved', async () => expect(await printed('--parameter', 'Stage=prod')).toMatch(/^1 PROVED$/m));
