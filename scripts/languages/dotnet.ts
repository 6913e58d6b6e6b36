import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A public or protected member of a C# type: its kind, its name, and for methods the types of its parameters. */
interface Member {
  readonly kind: 'method' | 'property' | 'constructor';
  readonly name: string;
  readonly parameters: string;
}

/**
 * What a C# compiler would refuse in the public signatures of the package for .NET: two members of one name, of which one is no
 * method; two methods with the same parameters; a member that is called like its type; two types of one name.
 *
 * @param folder the folder of the package
 * @returns the clashes, in words, and how many types were looked at
 */
export function clashesIn(folder: string): { readonly clashes: string[]; readonly types: number } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cs') && !/AssemblyInfo|Anchor/.test(file));
  const types = new Map<string, string>();
  const clashes: string[] = [];
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    const [head, namespace] = [/^ {4}public (?:abstract |sealed |static )*(?:class|interface|enum) (\w+)/m.exec(text), /^namespace ([\w.]+)/m.exec(text)];
    if (head === null || namespace === null) continue;
    const name = `${namespace[1]}.${head[1]}`;
    if (types.has(name)) clashes.push(`${name} is in ${types.get(name) ?? ''} and in ${file}`);
    types.set(name, file);
    clashes.push(...clashesOf(head[1], text.slice(head.index)).map((clash) => `${name}: ${clash}`));
  }
  return { clashes, types: types.size };
}

/**
 * @param type name of a type
 * @param text its source
 * @returns what clashes in it
 */
export function clashesOf(type: string, text: string): string[] {
  const members = membersOf(type, text);
  return members.flatMap((member, index) => {
    if (member.kind !== 'constructor' && member.name === type) return [`the ${member.kind} ${member.name} is called like its type`];
    const other = members.slice(0, index).find((before) => before.name === member.name && (before.kind !== 'method' || member.kind !== 'method' ? before.kind !== 'constructor' || member.kind !== 'constructor' || before.parameters === member.parameters : before.parameters === member.parameters));
    return other === undefined ? [] : [`${member.kind} ${member.name}(${member.parameters}) beside ${other.kind} ${other.name}(${other.parameters})`];
  });
}

/** Members stand eight spaces deep, after their attributes; those of nested types deeper. */
function membersOf(type: string, text: string): Member[] {
  const found = text.matchAll(/^ {8}(?=\S)(?:(?:public|protected|internal|static|virtual|override|abstract|new|sealed) )*(?:([\w.<>[\],?: ]+?) )?(\w+)(?:\(([^)]*)\)|\s*\r?\n? *\{)/gm);
  return [...found].flatMap(([line, result, name, parameters]): Member[] => {
    if (/^ {8}(private|return|if|get|set)\b/.test(line)) return [];
    if (parameters === undefined) return result === undefined ? [] : [{ kind: 'property', name, parameters: '' }];
    const types = parameters.split(/,(?![^<]*>)/).map((parameter) => parameter.trim().replace(/\s*=.*$/, '').replace(/\?/g, '').split(' ').slice(0, -1).join(' ')).join(', ');
    return [{ kind: name === type && (result === undefined || result === '') ? 'constructor' : 'method', name, parameters: types }];
  });
}
