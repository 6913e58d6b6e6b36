/** What registries hand out names below, in countries where they do so there. */
const SECOND_LEVELS: Readonly<Record<string, string>> = {
  'ac': 'at id il in jp ke kr nz th uk za', 'co': 'at id il in jp ke kr nz th uk za', 'com': 'ar au bd br cn co cy do ec eg gt hk hr lb lk mt mx my ng ni np pa pe ph pk pl py qa ro sa sg sv tr tw ua uy ve vn',
  'edu': 'ar au br cn co ec hk mx my ng pe ph pk pl sa sg tr tw vn', 'go': 'id jp ke kr th', 'gov': 'ar au br cn co hk il in my ng ph pk sa sg tr tw uk za', 'ltd': 'uk', 'me': 'uk', 'ne': 'jp ke kr',
  'net': 'ar au br cn co ec hk il in mx my ng nz ph pk pl sa sg tr tw uk vn za', 'or': 'at id jp ke kr th', 'org': 'ar au br cn co ec hk il in mx my ng nz pe ph pk pl sa sg tr tw uk vn za', 'plc': 'uk',
};

/** What hosts hand out names below. */
const HOSTS = [
  'amplifyapp.com', 'azurewebsites.net', 'cloudfront.net', 'elasticbeanstalk.com', 'firebaseapp.com', 'fly.dev', 'github.io', 'gitlab.io', 'herokuapp.com', 'netlify.app', 'onrender.com', 'pages.dev',
  'vercel.app', 'web.app', 'workers.dev',
];

/**
 * Whether anybody may have a domain below this one. Of the Public Suffix List, which browsers go by and which has ten thousand names,
 * these are the commonest; a top-level domain is none that gets here.
 *
 * @see https://publicsuffix.org/
 */
export function isPublicSuffix(domain: string): boolean {
  const [first, country, ...more] = domain.split('.');
  return HOSTS.includes(domain) || (more.length === 0 && (SECOND_LEVELS[first]?.split(' ').includes(country) ?? false)) || /^auth\.[a-z0-9-]+\.amazoncognito\.com$/.test(domain);
}

/**
 * Whether a domain of two labels may be a public suffix that is none of the commonest: what registries call their second levels, below
 * a country of which nothing is said here.
 */
export function looksLikePublicSuffix(domain: string): boolean {
  return !isPublicSuffix(domain) && /^(?:ac|co|com|edu|gob|gouv|gov|go|mil|ne|net|nom|or|org)\.[a-z]{2}$/.test(domain);
}
