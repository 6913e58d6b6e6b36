import { join } from 'node:path';
import * as ts from 'typescript';

/** What a property or a parameter takes, as far as it can be a token: texts and numbers, alone, in lists, as names and values of maps. */
export type ValueKind = 'text' | 'number' | 'list' | 'map' | 'duration' | 'secret';

/** Of the CDK's classes, those that hold a text or a number. */
const CLASSES: Readonly<Record<string, ValueKind>> = { Duration: 'duration', SecretValue: 'secret' };

/**
 * Lists every text and number that the public API takes.
 *
 * @returns kinds by place: `Struct.property`, `Class.method(parameter)`, `new Class(parameter)`; the structs of the CDK that are passed on are among
 * them, and what several classes share by an interface stands under the name of the interface alone
 */
export function publicValues(): Map<string, ValueKind> {
  const index = join(__dirname, '../../lib/index.ts');
  const program = ts.createProgram([index], { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10, skipLibCheck: true, strict: true, types: [] });
  return new PublicValues(program.getTypeChecker()).of(program.getSourceFile(index)!);
}

class PublicValues {
  private readonly found = new Map<string, ValueKind>();
  private readonly structs = new Set<ts.Symbol>();

  constructor(private readonly checker: ts.TypeChecker) {}

  of(index: ts.SourceFile): Map<string, ValueKind> {
    const exported = this.checker.getExportsOfModule(this.checker.getSymbolAtLocation(index)!).map((one) => (one.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(one) : one));
    const [interfaces, structs] = partition(exported.filter(({ flags }) => flags & ts.SymbolFlags.Interface), ({ name }) => isBehavior(name));
    const shared = new Set<string>();
    for (const one of interfaces) this.methods(one.name, this.checker.getDeclaredTypeOfSymbol(one), (name) => shared.add(name));
    for (const one of structs) this.struct(this.checker.getDeclaredTypeOfSymbol(one));
    for (const one of exported.filter(({ flags }) => flags & ts.SymbolFlags.Class)) {
      this.methods(one.name, this.checker.getTypeOfSymbol(one));
      this.methods(one.name, this.checker.getDeclaredTypeOfSymbol(one), undefined, shared);
      for (const signature of this.checker.getTypeOfSymbol(one).getConstructSignatures().filter(({ declaration }) => isPublic(declaration))) this.parameters(`new ${one.name}`, signature);
    }
    return this.found;
  }

  private methods(owner: string, type: ts.Type, tell?: (name: string) => void, known = new Set<string>()): void {
    for (const member of this.checker.getPropertiesOfType(type)) {
      const { name, valueDeclaration } = member;
      if (!valueDeclaration || !isOurs(valueDeclaration) || !isPublic(valueDeclaration) || name.startsWith('_') || known.has(name)) continue;
      tell?.(name);
      for (const signature of this.checker.getTypeOfSymbol(member).getCallSignatures()) this.parameters(`${owner}.${name}`, signature);
    }
  }

  private parameters(of: string, signature: ts.Signature): void {
    for (const parameter of signature.parameters) this.value(`${of}(${parameter.name})`, this.checker.getTypeOfSymbol(parameter));
  }

  private struct(type: ts.Type): void {
    if (this.structs.has(type.symbol)) return;
    this.structs.add(type.symbol);
    for (const property of this.checker.getPropertiesOfType(type)) this.value(`${(property.declarations![0].parent as ts.InterfaceDeclaration).name.text}.${property.name}`, this.checker.getTypeOfSymbol(property));
  }

  private value(place: string, type: ts.Type): void {
    const kind = this.kindOf(this.checker.getNonNullableType(type));
    if (kind) this.found.set(place, kind);
  }

  private kindOf(type: ts.Type): ValueKind | undefined {
    if (type.flags & ts.TypeFlags.String) return 'text';
    if (type.flags & ts.TypeFlags.Number) return 'number';
    if (this.checker.isArrayType(type)) return this.kindOf(this.checker.getTypeArguments(type as ts.TypeReference)[0]) && 'list';
    const name = (type.symbol as ts.Symbol | undefined)?.name ?? '';
    if (Object.hasOwn(CLASSES, name)) return CLASSES[name];
    if (this.checker.getIndexTypeOfType(type, ts.IndexKind.String)) return 'map';
    if ((type.symbol as ts.Symbol | undefined)?.flags === ts.SymbolFlags.Interface && !isBehavior(name)) this.struct(type);
    return undefined;
  }
}

/** Interfaces of things that do something are named so; the others are structs. */
function isBehavior(name: string): boolean {
  return /^I[A-Z]/.test(name);
}

function isOurs(declaration: ts.Declaration): boolean {
  return !declaration.getSourceFile().fileName.includes('node_modules');
}

function isPublic(declaration?: ts.Declaration): boolean {
  return declaration !== undefined && (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) === 0;
}

function partition<T>(all: T[], holds: (one: T) => boolean): [T[], T[]] {
  return [all.filter(holds), all.filter((one) => !holds(one))];
}
