// npm run bench: ratios measured in one run, medians, validation off. It reports; it does not judge.
import { measureComparisons } from './comparisons';
import { measureImport } from './import';
import { measureMemory } from './memory';
import { printOracles } from './oracles';
import { measureProofs } from './proof';
import { measureResources } from './resources';
import { measureRoles } from './roles';
import { measureSynth } from './synth';
import type { SynthCost } from './synthesize-once';
import { measureTenants } from './tenants';
import { measureWholeProcess } from './whole-process';

process.env.CDK_VALIDATION = 'false';

function main(): void {
  console.log('construct + synth of 40 copies of the same job (own folder in S3, click stream):');
  printSynth(measureSynth({ stacks: 1, copies: 40, rounds: 9 }));
  console.log('construct + synth of 200 copies in 20 stacks:');
  printSynth(measureSynth({ stacks: 20, copies: 10, rounds: 3 }, ['ours', 'without proof', 'l2']));
  console.log('memory of a process that synthesizes 40 copies:');
  const memory = measureMemory(['ours', 'without proof', 'l2']);
  for (const [name, megabytes] of Object.entries(memory)) console.log(`  ${name.padEnd(13)} ${megabytes.toFixed(0).padStart(6)} MB  ${ratio(megabytes, memory.l2)} of L2`);
  console.log('a small app as a whole process, from its start to its end:');
  const whole = measureWholeProcess(['ours', 'without proof', 'l2']);
  for (const [name, milliseconds] of Object.entries(whole)) console.log(`  ${name.padEnd(13)} ${milliseconds.toFixed(0).padStart(6)} ms of the processor  ${ratio(milliseconds, whole.l2)} of L2`);
  console.log('proof of each example, from its template file, in process:');
  for (const { name, milliseconds, promises, bytes } of measureProofs()) {
    console.log(`  ${name.padEnd(18)} ${milliseconds.toFixed(1).padStart(6)} ms, ${(milliseconds / promises).toFixed(1)} ms a promise (${promises} promises, ${bytes} bytes)`);
  }
  console.log('proof of ever more roles of ten statements each, from a template file, in process:');
  for (const { roles, milliseconds, promises } of measureRoles()) {
    console.log(`  ${String(roles).padStart(5)} roles ${milliseconds.toFixed(0).padStart(6)} ms, ${(milliseconds / roles).toFixed(2)} ms a role (${promises} findings)`);
  }
  console.log('proof of one statement that names ever more tables, in process:');
  for (const { name, milliseconds, exponent } of measureResources()) {
    const times = [...milliseconds].map(([tables, time]) => `${tables} tables ${time.toFixed(0)} ms`).join(', ');
    console.log(`  ${name.padEnd(22)} ${times}: grows with the power ${exponent.toFixed(2)}`);
  }
  console.log('who may do what they could not before (diff), in process:');
  for (const { name, milliseconds, changes } of measureComparisons()) console.log(`  ${name.padEnd(32)} ${milliseconds.toFixed(0).padStart(6)} ms (${changes} regions differ)`);
  console.log('construct + synth of a stack in which each tenant has its own folder in S3:');
  for (const [name, costs] of Object.entries(measureTenants())) {
    const [one] = costs;
    for (const cost of costs) {
      const tenants = `  ${name.padEnd(16)} ${String(cost.tenants).padStart(8)} tenants`;
      if ('refused' in cost) console.log(`${tenants}   ${cost.refused}`);
      else if ('milliseconds' in one) console.log(`${tenants} ${cost.milliseconds.toFixed(0).padStart(5)} ms (${ratio(cost.milliseconds, one.milliseconds)} of one tenant)   resources ${cost.resources}   template bytes ${cost.bytes} (${ratio(cost.bytes, one.bytes)})`);
    }
  }
  const first = measureImport();
  console.log(`first import of the library and what it needs: ${first.ours.toFixed(0)} ms, ${ratio(first.ours, first.cdk)} of aws-cdk-lib alone (${first.cdk.toFixed(0)} ms)`);
}

function printSynth(costs: Readonly<Record<string, SynthCost>>): void {
  const { l2 } = costs;
  for (const [name, cost] of Object.entries(costs)) {
    console.log(`  ${name.padEnd(13)} ${cost.milliseconds.toFixed(0).padStart(6)} ms  ${ratio(cost.milliseconds, l2.milliseconds)} of L2`
      + `   resources ${cost.resources} (${ratio(cost.resources, l2.resources)})   template bytes ${cost.bytes} (${ratio(cost.bytes, l2.bytes)})`);
  }
}

function ratio(value: number, base: number): string {
  return `${(value / base).toFixed(2)}×`;
}

main();
void printOracles();
