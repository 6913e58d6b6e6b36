import { fetchAuthSession, fetchUserAttributes, getCurrentUser } from 'aws-amplify/auth';

/** Who uses the page. */
export interface Person {
  readonly email: string;
  readonly identityId: string;
  readonly groups: readonly string[];
}

/** The person who is signed in, if any. */
export async function currentPerson(): Promise<Person | undefined> {
  if (!await getCurrentUser().catch(() => undefined)) return undefined;
  const [{ identityId, tokens }, { email }] = await Promise.all([fetchAuthSession(), fetchUserAttributes()]);
  if (!identityId) throw new Error('You are signed in, and have no identity for AWS');
  return { email: email ?? '', identityId, groups: (tokens?.idToken?.payload['cognito:groups'] ?? []) as string[] };
}
