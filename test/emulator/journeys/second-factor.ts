import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import type { Deployment, SignIn } from '../../../examples/support';

/** Signs in by SRP, and enters the code of an authenticator app, which must be asked for. */
export async function signInWithCode({ endpoint }: Deployment, { userPoolId, clientId, username, password = '', code }: SignIn & { readonly code: string }): Promise<void> {
  const user = new CognitoUser({ Username: username, Pool: new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, endpoint }) });
  await new Promise<void>((resolve, reject) => {
    const unasked = () => reject(new Error('no code was asked for'));
    user.authenticateUser(new AuthenticationDetails({ Username: username, Password: password }), {
      onSuccess: unasked,
      onFailure: reject,
      totpRequired: () => user.sendMFACode(code, { onSuccess: () => resolve(), onFailure: reject }, 'SOFTWARE_TOKEN_MFA'),
    });
  });
}
