import { fetchAuthSession, fetchUserAttributes, getCurrentUser, signOut } from 'aws-amplify/auth';

/** Who uses the page. */
export interface Person {
  readonly email: string;
  readonly identityId: string;
  readonly groups: readonly string[];
}

/** The person who is signed in, if any. A session that AWS no longer takes is forgotten, and is an error. */
export async function currentPerson(): Promise<Person | undefined> {
  if (!await getCurrentUser().catch(() => undefined)) return undefined;
  try {
    const [{ identityId, tokens }, { email = '' }] = await Promise.all([fetchAuthSession(), fetchUserAttributes()]);
    if (!identityId) throw new Error('You are signed in, but AWS gave you no identity.');
    return { email, identityId, groups: (tokens?.idToken?.payload['cognito:groups'] ?? []) as string[] };
  } catch (error) {
    if ((error as Error).name !== 'NetworkError') await signOut();
    throw error;
  }
}
