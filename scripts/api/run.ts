// The public API beside the one that was settled: npm run api-diff; to settle what is built: npm run api-settle
import { againstGuidelines, brokenSince, settle } from './contract';

async function main(): Promise<void> {
  if (process.argv[2] === 'settle') {
    settle();
    return;
  }
  const issues = [...await brokenSince(), ...await againstGuidelines()];
  issues.forEach((line) => console.log(line));
  if (issues.length > 0) process.exitCode = 1;
}

void main();
