/** What a SAML directory says of a user who signs in for AWS. */
export interface SamlAssertion {
  /** Who the directory is. */
  readonly issuer: string;
  /** Its name for the user. */
  readonly nameId: string;
  /** What else it says, by the full names of the attributes. */
  readonly attributes: Readonly<Record<string, string>>;
  /** @default AWS */
  readonly audience?: string;
  /** @default in an hour */
  readonly notOnOrAfter?: Date;
}

/** The response of a SAML directory, played here, as an identity pool takes it: base64, and unsigned, since the emulator checks no signatures of SAML. */
export function samlResponse({ issuer, nameId, attributes, audience = 'urn:amazon:webservices', notOnOrAfter = new Date(Date.now() + 3_600_000) }: SamlAssertion): string {
  const said = Object.entries(attributes)
    .map(([name, value]) => `<saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`).join('');
  return Buffer.from(`<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Assertion>`
    + `<saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID>${nameId}</saml:NameID></saml:Subject>`
    + `<saml:Conditions NotOnOrAfter="${notOnOrAfter.toISOString().replace(/\.\d+Z$/, 'Z')}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`
    + `<saml:AttributeStatement>${said}</saml:AttributeStatement></saml:Assertion></samlp:Response>`).toString('base64');
}
