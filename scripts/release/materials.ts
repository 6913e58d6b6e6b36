interface Component {
  readonly 'name': string;
  readonly 'group'?: string;
  readonly 'bom-ref': string;
  readonly 'version': string;
}

interface Materials {
  readonly components: readonly Component[];
  readonly dependencies?: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  readonly metadata: { readonly component: Component };
}

/**
 * The bill of materials of what is published. npm leaves out what is bundled into files, since it is installed for development, so
 * that NOTICE decides, which names all code of others that the package has (the build fails where it does not).
 *
 * @param all what npm says of all that is installed, as CycloneDX
 * @param notice the text of NOTICE
 * @param lock the text of package-lock.json, which says what is installed
 * @returns the same with that code alone
 * @throws Error where none of it is left
 */
export function materials(all: string, notice: string, lock: string): string {
  const bill = JSON.parse(all) as Materials;
  const nameOf = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);
  const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, { readonly version: string } | undefined>> };
  // What another package brings of the same name stands below it, in a version of its own.
  const isOurs = (component: Component): boolean => packages[`node_modules/${nameOf(component)}`]?.version === component.version;
  const components = bill.components.filter((component) => isOurs(component) && notice.includes(`\n${nameOf(component)}\n`));
  if (components.length === 0) throw new Error('the bill of materials would be empty: NOTICE names nothing that is installed');
  const shipped = components.map((component) => component['bom-ref']);
  const own = bill.metadata.component['bom-ref'];
  return `${JSON.stringify({ ...bill, components, dependencies: [{ ref: own, dependsOn: shipped }, ...shipped.map((ref) => ({ ref, dependsOn: [] }))] }, null, 2)}\n`;
}
