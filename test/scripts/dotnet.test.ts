import { clashesOf } from '../../scripts/languages/dotnet';

const type = (...members: string[]): string => `    public class Foo\n    {\n${members.map((member) => `        [JsiiMember(name: "x")]\n        ${member}\n        {\n            get => 1;\n        }\n`).join('')}    }`;

test.each<[string, string[], string[]]>([
  ['a property that is called like its type', ['public virtual string Foo'], ['the property Foo is called like its type']],
  ['a method that is called like its type', ['public virtual string Foo(int a)'], ['the method Foo is called like its type']],
  ['two methods with the same parameters', ['public virtual void Bar(string a)', 'public virtual void Bar(string? b)'], ['method Bar(string) beside method Bar(string)']],
  ['a property and a method', ['public virtual void Bar(string a)', 'public virtual string Bar'], ['property Bar() beside method Bar(string)']],
  ['overloads and constructors', ['public Foo(string a)', 'protected Foo(int a)', 'public virtual void Bar(string a)', 'public static void Bar(string a, double? b = null)'], []],
  ['a type of its own within', ['public virtual string Bar', '    public virtual string Bar'], []],
])('%s', (_what, members, clashes) => {
  expect(clashesOf('Foo', type(...members))).toEqual(clashes);
});
