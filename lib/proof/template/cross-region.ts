import { resolve } from './intrinsics';
import type { StackScope } from './scope';
import type { Value } from './value';

/** The type of the resources by which the CDK reads what a stack of another Region exports. */
export const CROSS_REGION_READER = 'Custom::CrossRegionExportReader';
const WRITER = 'Custom::CrossRegionExportWriter';

/**
 * Follows a reference to a stack of another Region. The CDK writes what it refers to into a parameter of AWS Systems Manager, by a custom
 * resource of the stack that has it, and reads it by another.
 *
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib-readme.html#accessing-resources-in-a-different-stack-and-region
 *
 * @param scopes the stacks at hand
 * @param reader the stack that reads
 * @param id the logical id of the resource by which it reads
 * @param name the name of the parameter
 * @returns what the other stack writes there; undefined when the resource is none of the CDK, or no stack at hand writes it
 */
export function exportedAcrossRegions(scopes: readonly StackScope[], reader: StackScope, id: string, name: string): Value | undefined {
  const reading = propertiesOf(reader, id, CROSS_REGION_READER)?.ReaderProps as { imports?: Record<string, unknown> } | undefined;
  if (reading?.imports?.[name] !== `{{resolve:ssm:${name}}}`) return undefined;
  const written = scopes.filter(({ template }) => template.account === reader.template.account).flatMap((writer) => writer.resourceIds().flatMap((writing) => {
    const { region, exports = {} } = (propertiesOf(writer, writing, WRITER)?.WriterProps ?? {}) as { region?: unknown; exports?: Record<string, unknown> };
    return region === reader.template.region && region !== undefined && Object.hasOwn(exports, name) ? [{ writer, value: exports[name], where: `Resources.${writing}.Properties.WriterProps.exports` }] : [];
  }));
  if (written.length !== 1) return undefined;
  const [{ writer, value, where }] = written;
  return resolve(value, writer, where);
}

/** The properties of a resource of a type that the function of the CDK makes. */
function propertiesOf(scope: StackScope, id: string, type: string): Record<string, unknown> | undefined {
  const raw = scope.rawResource(id);
  if (raw?.Type !== type) return undefined;
  const properties = (raw.Properties ?? {}) as { ServiceToken?: { 'Fn::GetAtt'?: unknown } };
  const [handler] = [properties.ServiceToken?.['Fn::GetAtt']].flat();
  return typeof handler === 'string' && handler.startsWith(`CustomCrossRegion${type.slice('Custom::CrossRegion'.length)}CustomResourceProviderHandler`) ? properties : undefined;
}
