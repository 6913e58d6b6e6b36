import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateOf } from '../../bench/roles';
import { report } from '../../bin/commands/report';
import { synthesize } from '../../emulator/deploy';
import { work } from '../../emulator/paths';
import { startBrowser } from '../../examples/photo-upload/browser';
import { chromiumOf } from '../../examples/support/chromium';
import { appCommand } from '../app-command';
import { stacksOf } from '../assembly';
import { checkReport } from '../report-page/check';
import type { Counts } from './counts';
import { one, sum } from './counts';
import type { Step } from './step';

/** The report of every example, and of one that is broken, in a browser: its answers are those of `can`, and nobody is kept out of it. */
export const reportStep: Step = {
  name: "the report in a browser (Chromium), and its answers beside those of 'can'",
  run: async (print) => {
    const browser = await startBrowser(await chromiumOf(print));
    try {
      const folder = join(work, 'reports');
      mkdirSync(folder, { recursive: true });
      await synthesize(appCommand(), join(folder, 'cdk.out'));
      const stacks = stacksOf(join(folder, 'cdk.out'));
      const templates = { ...stacks, broken: broken(stacks['photo-upload'], folder), hostile: hostile(stacks['photo-upload'], folder) };
      const counts: Counts[] = [];
      for (const [name, path] of Object.entries(templates)) counts.push(await checkReport(browser, name, path, folder, print));
      counts.push(await checkSize(folder, print));
      return sum(counts);
    } finally {
      await browser.close();
    }
  },
};

/** What a page of a thousand groups may weigh: it is sent by mail, and opened on a phone. */
const HEAVIEST = 2_000_000;

async function checkSize(folder: string, print: (line: string) => void): Promise<Counts> {
  const [path, out] = [join(folder, 'groups.template.json'), join(folder, 'groups.html')];
  writeFileSync(path, JSON.stringify(templateOf(1000)));
  const begin = performance.now();
  const code = await report([path, '--out', out]);
  const { size } = statSync(out);
  print(`  1,000 groups: ${(size / 1e6).toFixed(2)} MB, made in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return one(code === 0 && size <= HEAVIEST);
}

type Resources = Record<string, { Type: string; Properties: { PolicyDocument?: { Statement: object[] }; GroupName?: string } }>;

/** Signed-in users reach the files of all others, and anybody what is public. */
function broken(path: string, folder: string): string {
  return changed(path, join(folder, 'broken.template.json'), (resources) => {
    for (const [id, { Type, Properties }] of Object.entries(resources)) {
      const arn = (rest: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [Object.keys(resources).find((one) => resources[one].Type === 'AWS::S3::Bucket'), 'Arn'] }, rest]] });
      if (id.startsWith('AuthAuthenticatedPolicy')) Properties.PolicyDocument!.Statement.push({ Effect: 'Allow', Action: ['s3:GetObject', 's3:DeleteObject'], Resource: arn('/*') });
      if (Type === 'AWS::S3::BucketPolicy') Properties.PolicyDocument!.Statement.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: arn('/public/*') });
      if (Type === 'AWS::S3::Bucket') Object.assign(Properties, { PublicAccessBlockConfiguration: undefined });
    }
  });
}

/** A name that would be markup, and turns the order of text around. */
const NAME = '"><script>globalThis.ran = true</script><img src=x onerror="ran = true">\u202e\u05e9\u05dc\u05d5\u05dd\u202c';

function hostile(path: string, folder: string): string {
  return changed(path, join(folder, 'hostile.template.json'), (resources) => {
    for (const { Type, Properties } of Object.values(resources)) if (Type === 'AWS::Cognito::UserPoolGroup') Properties.GroupName = NAME;
  });
}

function changed(path: string, to: string, change: (resources: Resources) => void): string {
  const template = JSON.parse(readFileSync(path, 'utf8')) as { Resources: Resources };
  change(template.Resources);
  writeFileSync(to, JSON.stringify(template));
  return to;
}
