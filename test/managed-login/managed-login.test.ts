import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ARecord, HostedZone, PrivateHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CustomDomainOptions } from '../../lib';
import { BrandingAsset, BrandingAssetCategory, BrandingColorMode, ManagedLoginBranding, PasswordlessSignIn, SignInDomain, SignInDomainSecurityPolicy, UserPoolOnly } from '../../lib';
import { expectAdditionRefused, expectError, expectNone, expectSynthRefused, Match, UserPoolFixture } from '../support/user-pool-fixture';

const callbackUrls = ['https://app.example.com/'];
const certificateArn = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/0000`;
const zone = (stack: Stack) => HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });

describe('a prefix domain', () => {
  test('is one resource, with the pages of version 2', () => {
    expect(new UserPoolFixture({ domain: SignInDomain.prefix('shop') }).only('AWS::Cognito::UserPoolDomain')).toMatchObject({ Domain: 'shop', ManagedLoginVersion: 2 });
  });

  test.each(['Shop', 'my-cognito-app', 'aws', '-shop', '', 'a'.repeat(64)])('%j is refused', (prefix) => {
    const under = new UserPoolFixture();
    const word = ['cognito', 'aws'].find((reserved) => prefix.split('-').includes(reserved));
    expectAdditionRefused(under, () => under.auth.addDomain(SignInDomain.prefix(prefix)),
      `domain-prefix: domain prefix '${prefix}'${word ? ` has the word '${word}'` : ''}; use 1 to 63 lower-case letters, digits and hyphens, no hyphen at an end, and between hyphens none of the words 'aws', 'amazon' and 'cognito' [at Stack/Auth]`);
    expect(under.pool()).toMatchObject({ UserPoolTier: 'LITE' });
  });

  test.each(['lawsuits', 'awsome-shop', 'recognito'])('%j has a reserved word inside of another, and is taken', (prefix) => {
    expect(new UserPoolFixture({ domain: SignInDomain.prefix(prefix) }).only('AWS::Cognito::UserPoolDomain')).toMatchObject({ Domain: prefix });
  });

  test('is of one pool in a Region', () => {
    const app = new App();
    const pool = (id: string, region: string) => new UserPoolOnly(new Stack(app, id, { env: { account: '111122223333', region } }), 'Auth');
    pool('A', 'eu-west-1').addDomain(SignInDomain.prefix('shop'));
    expectError(() => pool('B', 'eu-west-1').addDomain(SignInDomain.prefix('shop')),
      "duplicate-domain: the domain 'shop' is that of A/Auth already; use another prefix: in a Region no two user pools have the same, of whatever account [at B/Auth]");
    expect(() => pool('C', 'us-east-1').addDomain(SignInDomain.prefix('shop'))).not.toThrow();
  });

  test('may be a value known at deploy time', () => {
    const under = new UserPoolFixture();
    under.auth.addDomain(SignInDomain.prefix(new CfnParameter(under.stack, 'Prefix').valueAsString));
    expect(under.only('AWS::Cognito::UserPoolDomain')).toMatchObject({ Domain: { Ref: 'Prefix' } });
  });
});

describe('a domain name of one\'s own', () => {
  test('a certificate of us-east-1 is taken from a pool anywhere', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const certificate = Certificate.fromCertificateArn(stack, 'Certificate', certificateArn('us-east-1'));
    const domain = new UserPoolOnly(stack, 'Auth').addDomain(SignInDomain.custom('auth.example.com', { certificate }));
    expect(domain.baseUrl()).toMatch(/^https:/);
  });

  test.each([[undefined, 'TLS_V1_2_2021'], [SignInDomainSecurityPolicy.TLS_V1_3_2025, 'TLS_V1_3_2025']])('takes no version of TLS that is too old (%s)', (securityPolicy, expected) => {
    const under = new UserPoolFixture();
    const certificate = Certificate.fromCertificateArn(under.stack, 'Certificate', certificateArn('us-east-1'));
    under.auth.addDomain(SignInDomain.custom('auth.example.com', { certificate, securityPolicy }));
    expect(under.only('AWS::Cognito::UserPoolDomain').CustomDomainConfig).toEqual({ CertificateArn: certificateArn('us-east-1'), SecurityPolicy: expected });
  });

  const refused: [string, string, (stack: Stack) => CustomDomainOptions, string][] = [
    ['auth.example.com', 'us-east-1', () => ({}), "certificate-required: the domain name 'auth.example.com' has neither a hosted zone nor a certificate; pass 'hostedZone' to have the certificate made, or 'certificate'"],
    ['auth.other.com', 'us-east-1', (stack) => ({ hostedZone: zone(stack) }), "domain-name: domain name 'auth.other.com' is not in the hosted zone 'example.com'; use a name that ends in .example.com, or pass its own hosted zone"],
    ['example.com', 'us-east-1', (stack) => ({ hostedZone: zone(stack) }), "domain-name: domain name 'example.com'; write a subdomain in lower case, 63 characters at most, without scheme or path: auth.example.com"],
    ['https://auth.example.com', 'us-east-1', (stack) => ({ hostedZone: zone(stack) }), "domain-name: domain name 'https://auth.example.com'; write a subdomain in lower case, 63 characters at most, without scheme or path: auth.example.com"],
    ['auth.example.com', 'eu-west-1', (stack) => ({ hostedZone: zone(stack) }), "certificate-required: the certificate of 'auth.example.com' cannot be made here: the stack is in eu-west-1; make it in a stack in us-east-1, with crossRegionReferences on both stacks, and pass it as 'certificate'"],
    ['auth.example.com', '', (stack) => ({ hostedZone: zone(stack) }), "certificate-required: the certificate of 'auth.example.com' cannot be made here: the stack is in a Region that is not known at synth; make it in a stack in us-east-1, with crossRegionReferences on both stacks, and pass it as 'certificate'"],
  ];

  test.each(refused)('%s in a stack in %j is refused where it cannot be', (name, region, options, message) => {
    const stack = new Stack(new App(), 'Stack', region ? { env: { account: '111122223333', region } } : undefined);
    const auth = new UserPoolOnly(stack, 'Auth');
    const domain = SignInDomain.custom(name, options(stack));
    const before = stack.node.findAll().length;
    expectError(() => auth.addDomain(domain), `${message} [at Stack/Auth]`);
    expect(stack.node.findAll()).toHaveLength(before);
  });

  test('one of each kind, and no more', () => {
    const under = new UserPoolFixture({ domain: SignInDomain.prefix('shop') });
    under.auth.addDomain(SignInDomain.custom('auth.example.com', { hostedZone: zone(under.stack) }));
    expectAdditionRefused(under, () => under.auth.addDomain(SignInDomain.prefix('other')), 'duplicate-domain: the pool has a prefix domain already; add one of each kind at most [at Stack/Auth]');
    expectAdditionRefused(under, () => under.auth.addDomain(SignInDomain.custom('id.example.com', {})), 'duplicate-domain: the pool has a custom domain already; add one of each kind at most [at Stack/Auth]');
  });

  test('is of one pool everywhere', () => {
    const under = new UserPoolFixture();
    const domain = () => SignInDomain.custom('auth.example.com', { certificate: Certificate.fromCertificateArn(under.stack, 'Certificate', certificateArn('us-east-1')) });
    under.auth.addDomain(domain());
    under.stack.node.tryRemoveChild('Certificate');
    expectError(() => new UserPoolOnly(new Stack(under.stack.node.root, 'There'), 'Auth').addDomain(domain()),
      "duplicate-domain: the domain 'auth.example.com' is that of Stack/Auth already; use another name: no two user pools have the same [at There/Auth]");
  });

  test('a name that was refused is free', () => {
    const under = new UserPoolFixture();
    expectError(() => under.auth.addDomain(SignInDomain.custom('auth.example.com', {})), "certificate-required: the domain name 'auth.example.com' has neither a hosted zone nor a certificate; pass 'hostedZone' to have the certificate made, or 'certificate' [at Stack/Auth]");
    under.auth.addDomain(SignInDomain.custom('auth.example.com', { hostedZone: zone(under.stack) }));
    expect(under.only('AWS::Cognito::UserPoolDomain')).toMatchObject({ Domain: 'auth.example.com' });
  });

  test('a private hosted zone is refused', () => {
    const under = new UserPoolFixture();
    const hostedZone = new HostedZone(under.stack, 'Zone', { zoneName: 'example.com', vpcs: [Vpc.fromVpcAttributes(under.stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['us-east-1a'] })] });
    expectAdditionRefused(under, () => under.auth.addDomain(SignInDomain.custom('auth.example.com', { hostedZone })),
      'private-hosted-zone: the hosted zone Stack/Zone is private; pass the public hosted zone of the domain: certificates are validated in it, and users look the sign-in pages up there [at Stack/Auth]');
  });

  test.each([HostedZone, PrivateHostedZone].map((kind) => [kind.name, kind] as const))('a %s that was imported by its id alone is refused: it has no name', (_name, kind) => {
    const under = new UserPoolFixture();
    const hostedZone = kind === PrivateHostedZone ? PrivateHostedZone.fromPrivateHostedZoneId(under.stack, 'Zone', 'Z0000000000000') : HostedZone.fromHostedZoneId(under.stack, 'Zone', 'Z0000000000000');
    expectAdditionRefused(under, () => under.auth.addDomain(SignInDomain.custom('auth.example.com', { hostedZone })),
      "hosted-zone-name: the hosted zone Stack/Zone is imported by its id alone; import it with its name: HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName }) [at Stack/Auth]");
  });

  describe('in a hosted zone that is made in the same app', () => {
    const warning = "Cognito makes a custom domain only where the domain above it, 'example.com', has an A record, and the hosted zone Stack/Zone is made in this app without one; make the record and let the domain depend on it, or acknowledge this warning if it is made elsewhere";
    const warnings = (under: UserPoolFixture) => Annotations.fromStack(under.stack).findWarning('/Stack/Auth/Domain', Match.stringLikeRegexp('A record')).map(({ entry }) => entry.data as string);

    test('the record that Cognito asks for is warned of', () => {
      const under = new UserPoolFixture();
      under.auth.addDomain(SignInDomain.custom('auth.example.com', { hostedZone: new HostedZone(under.stack, 'Zone', { zoneName: 'example.com' }) }));
      expect(warnings(under)).toEqual([`${warning} [ack: cdk-cognito-pools:parent-domain]`]);
    });

    test('not where it is made too, nor in a zone that is there already', () => {
      const under = new UserPoolFixture();
      const hostedZone = new HostedZone(under.stack, 'Zone', { zoneName: 'example.com' });
      under.auth.addDomain(SignInDomain.custom('auth.example.com', { hostedZone }));
      new ARecord(under.stack, 'Parent', { zone: hostedZone, target: RecordTarget.fromIpAddresses('203.0.113.7') });
      const other = new UserPoolFixture();
      other.auth.addDomain(SignInDomain.custom('auth.example.com', { hostedZone: zone(other.stack) }));
      expect([warnings(under), warnings(other)]).toEqual([[], []]);
    });
  });

  test('passkeys must be bound to it, which shows at synth', () => {
    const under = new UserPoolFixture({ passwordless: [PasswordlessSignIn.passkey({ relyingPartyId: 'example.com' })] });
    under.auth.addDomain(SignInDomain.custom('auth.example.com', { hostedZone: zone(under.stack) }));
    expectSynthRefused(under, "relying-party: passkeys are bound to 'example.com', and the pool has the domain 'auth.example.com'; leave 'relyingPartyId' out, or make it the same: managed login takes passkeys of its own domain only [at Stack/Auth]");
  });
});

describe('the look of each client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'branding-'));
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

  test('from files', () => {
    const branding = ManagedLoginBranding.fromFiles({
      settingsFile: file('settings.json', '{"categories":{}}'),
      assets: [
        BrandingAsset.fromFile(file('logo.png', PNG), BrandingAssetCategory.FORM_LOGO, BrandingColorMode.DARK),
        BrandingAsset.fromFile(file('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'), BrandingAssetCategory.FAVICON_SVG),
        BrandingAsset.fromFile(file('icon.ico', Buffer.from([0, 0, 1, 0, 1])), BrandingAssetCategory.FAVICON_ICO),
        BrandingAsset.fromFile(file('photo.JPG', Buffer.from([0xff, 0xd8, 0xff, 0])), BrandingAssetCategory.PAGE_BACKGROUND),
        BrandingAsset.fromFile(file('photo.webp', Buffer.from('RIFF0000WEBP')), BrandingAssetCategory.FORM_BACKGROUND),
      ],
    });
    const under = new UserPoolFixture({ domain: SignInDomain.prefix('shop') });
    under.auth.addSinglePageAppClient('web', { callbackUrls, branding });
    expect(under.only('AWS::Cognito::ManagedLoginBranding')).toMatchObject({
      Settings: { categories: {} },
      Assets: [
        { Category: 'FORM_LOGO', ColorMode: 'DARK', Extension: 'PNG', Bytes: PNG.toString('base64') },
        { Category: 'FAVICON_SVG', ColorMode: 'DYNAMIC', Extension: 'SVG' }, { Extension: 'ICO' }, { Extension: 'JPEG' }, { Extension: 'WEBP' },
      ],
    });
  });

  test('a style given before the domain is there already when the domain comes', () => {
    const under = new UserPoolFixture();
    under.auth.addSinglePageAppClient('web', { callbackUrls, branding: ManagedLoginBranding.cognitoDefault() });
    under.auth.addDomain(SignInDomain.prefix('shop'));
    expect(under.only('AWS::Cognito::ManagedLoginBranding')).toMatchObject({ UseCognitoProvidedValues: true });
  });

  test.each([
    ['logo.gif', 'GIF', 'is no ICO, JPEG, PNG, SVG or WEBP file by its name; name a file of one of these kinds'],
    ['fake.png', 'not a picture', 'is not the PNG file that its name says; save the image anew in the format of its name'],
    ['big.png', Buffer.concat([PNG, Buffer.alloc(800_000)]), 'has 800007 bytes; make it smaller: 750000 bytes at most'],
  ])('%s is refused', (name, content, message) => {
    const path = file(name, content);
    expectError(() => BrandingAsset.fromFile(path, BrandingAssetCategory.FORM_LOGO), `branding-asset: the image '${path}' ${message}`);
  });

  test('a file that is not there is refused', () => {
    const path = join(folder, 'nowhere.png');
    expectError(() => BrandingAsset.fromFile(path, BrandingAssetCategory.FORM_LOGO), `branding-asset: the image '${path}' cannot be read (ENOENT); name a readable file`);
  });

  test('an icon of another kind than its category is refused', () => {
    const path = file('icon.png', PNG);
    expectError(() => BrandingAsset.fromFile(path, BrandingAssetCategory.FAVICON_ICO), `branding-asset: the image '${path}' is a PNG file for the category FAVICON_ICO; use a file of the kind that the category names`);
  });

  test('settings that are no JSON object are refused', () => {
    const path = file('list.json', '[]');
    expectError(() => ManagedLoginBranding.fromFiles({ settingsFile: path }), `branding-settings: the file '${path}' holds no JSON object; write the settings as DescribeManagedLoginBranding gives them`);
    expect(() => ManagedLoginBranding.fromFiles({ settingsFile: file('broken.json', '{') })).toThrow(/^branding-settings: the file '.*' cannot be read as JSON \(.*\); name a readable file/);
  });

  test('more than Cognito takes in one style is refused', () => {
    const asset = BrandingAsset.fromFile(file('logo.png', PNG), BrandingAssetCategory.FORM_LOGO);
    expect(() => ManagedLoginBranding.fromFiles({ assets: Array.from({ length: 41 }, () => asset) })).toThrow(/^branding-size: a style with 41 images and \d+ characters in all; keep it to 40 images and 2000000 characters: make the images smaller/);
  });
});

describe('the template', () => {
  const folder = mkdtempSync(join(tmpdir(), 'branding-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has no room for styles beyond its size, and each client has a copy', () => {
    const path = join(folder, 'photo.png');
    writeFileSync(path, Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(450_000)]));
    const branding = ManagedLoginBranding.fromFiles({ assets: [BrandingAsset.fromFile(path, BrandingAssetCategory.PAGE_BACKGROUND)] });
    const under = new UserPoolFixture({ domain: SignInDomain.prefix('shop') });
    under.auth.addSinglePageAppClient('web', { callbackUrls, branding });
    expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('shop', { callbackUrls, branding }),
      'branding-size: the styles of Stack have 1200020 characters, one copy of them for each app client; keep them well below 1048576, the size of a template: smaller images, or app clients in a stack of their own with UserPoolOnly.fromUserPool [at Stack/Auth]');
    const elsewhere = UserPoolOnly.fromUserPool(new Stack(under.stack.node.root, 'Clients', { env: { account: '111122223333', region: 'us-east-1' } }), 'More', under.auth.userPool);
    expect(() => elsewhere.addSinglePageAppClient('shop', { callbackUrls, branding })).not.toThrow();
  });
});

describe('terms', () => {
  const terms = { termsOfUse: { default: 'https://example.com/terms', spanish: 'https://example.com/es/terms' }, privacyPolicy: { default: 'https://example.com/privacy' } };

  test('are both documents, by language', () => {
    const under = new UserPoolFixture({ domain: SignInDomain.prefix('shop') });
    under.auth.addSinglePageAppClient('web', { callbackUrls, terms });
    expect(under.all('AWS::Cognito::Terms')).toMatchObject([
      { TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE', Links: { 'cognito:default': 'https://example.com/terms', 'cognito:spanish': 'https://example.com/es/terms' } },
      { TermsName: 'privacy-policy', Links: { 'cognito:default': 'https://example.com/privacy' } },
    ]);
  });

  test.each([
    [{ ...terms, privacyPolicy: { english: 'https://example.com' } }, "'privacyPolicy' of app client 'web' has no link for 'default'"],
    [{ ...terms, termsOfUse: { default: 'https://example.com', klingon: 'https://example.com' } }, "'termsOfUse' of app client 'web' has the link 'https://example.com' for 'klingon'"],
    [{ ...terms, termsOfUse: { default: 'http://example.com' } }, "'termsOfUse' of app client 'web' has the link 'http://example.com' for 'default'"],
  ])('%j is refused', (wrong, message) => {
    const under = new UserPoolFixture();
    expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('web', { callbackUrls, terms: wrong }), `terms-documents: ${message}; give an https URL for 'default', and for the languages of managed login by their names in lower case, such as german [at Stack/Auth]`);
  });

  test('a client without managed login has neither terms nor a look', () => {
    const under = new UserPoolFixture();
    expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('web', { terms }), "callback-urls-required: app client 'web' has 'terms' but no 'callbackUrls'; add 'callbackUrls', or leave the other out: without a callback URL this client has no managed login [at Stack/Auth]");
    under.auth.addSinglePageAppClient('api');
    under.auth.addDomain(SignInDomain.prefix('shop'));
    expectNone(under, 'AWS::Cognito::ManagedLoginBranding');
  });

  test('a plan that is pinned too low refuses them', () => {
    const under = new UserPoolFixture({ featurePlan: FeaturePlan.LITE });
    expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('web', { callbackUrls, terms }), "feature-plan-too-low: the feature plan is pinned to LITE, and the 'terms' of managed login needs ESSENTIALS; pin FeaturePlan.ESSENTIALS, leave 'featurePlan' out to have it derived, or do without the 'terms' of managed login [at Stack/Auth]");
  });
});
