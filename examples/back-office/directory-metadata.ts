/** What a SAML directory publishes about itself. Yours gives you such a document: keep it in a file and read it from there. */
export const directoryMetadata = `<?xml version="1.0"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://directory.example.com">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>
MIIDITCCAgmgAwIBAgIULgabq9Oq6foLY/lvi9vUDTaHDnQwDQYJKoZIhvcNAQEL
BQAwIDEeMBwGA1UEAwwVZGlyZWN0b3J5LmV4YW1wbGUuY29tMB4XDTI2MTEyMTA1
NTIzMVoXDTM2MTExODA1NTIzMVowIDEeMBwGA1UEAwwVZGlyZWN0b3J5LmV4YW1w
bGUuY29tMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmsEFdc9XTyB9
Mzib0hOMKX4k4OTZHTEAS7dls3GPtTNOuCu9t07Omo/3RqoADNRZM7g3RP1rxFKr
iwB0fZSVFcZhP0JvvmF2GsWwY6ajsfgGqsJ8Y1s2B4ONomIGApzACy9b+PiiFRca
Elppz+11gzbayGqHJBtrEF9a1qg2rz/s3qRg/0ykRdhrlEPyq0jfkxLi1BDtAgY2
4iMqAQ7cFc/cQYyaZaYV90ZcpOSoVCPPObNbnxDlLqilkwPDmbwZwnjTBY3N704T
bXwQ3ccAbdqW0ekC/EAxL6soW+MrWhgk8p0Rgd4Sx0bswHt3mUIbQyCnAFPKaeYs
azL8OglGVQIDAQABo1MwUTAdBgNVHQ4EFgQUaX6Iwo3bjuvA1ITbwepus4VXL7Yw
HwYDVR0jBBgwFoAUaX6Iwo3bjuvA1ITbwepus4VXL7YwDwYDVR0TAQH/BAUwAwEB
/zANBgkqhkiG9w0BAQsFAAOCAQEAlyrjLnaPSRwTlXRqmfSrxMkGLvHHrUxXOQCj
MXbqVH+cpRTOWkQywVrzLnWpCbsnqT72BSWsvGEGFVyJQiOmRi1HlFj38hBz4mn2
TWrxvF2VbQsF7uYXp+zpLx+oIsnLJZZkZLuWIaJXrVPfd7fnrM/zHOZmsi6QKsd8
ZbSMP1Dyfl3LhA/y1AYRi5AYDFkRsbJMXiYiDLWidMNQoEcFiWfEs8c7+FVZ8qia
pup4/twtzr5Bg/1C6YtbhumXV4lJaBGDHaVnjNpMxNym4Hd+Gvls+Dr0QGvmi99b
9wboregPjQtSFvApWTnpbenmwQIYIfXgIPdyQKJxnU6a3sucJw==
      </X509Certificate></X509Data></KeyInfo>
    </KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://directory.example.com/sso"/>
  </IDPSSODescriptor>
</EntityDescriptor>
`;
