/** How users may start to sign in with the Cognito API, as it follows from what the pool uses: the same for all its app clients. */
export class AuthFlows {
  private readonly flows = new Set<string>();

  constructor(ownUsers: boolean) {
    if (ownUsers) this.flows.add('ALLOW_USER_SRP_AUTH');
  }

  /** Users choose how to sign in: password, code, passkey. */
  public allowChoice(): void {
    this.flows.add('ALLOW_USER_AUTH');
  }

  /** Challenges of one's own, asked by triggers. */
  public allowCustomChallenge(): void {
    this.flows.add('ALLOW_CUSTOM_AUTH');
  }

  /** The password itself is sent: a legacy directory cannot check it otherwise. */
  public allowPassword(): void {
    this.flows.add('ALLOW_USER_PASSWORD_AUTH');
  }

  /** With rotation, refresh tokens are exchanged by an operation of its own, and Cognito refuses the older flow beside it. */
  public forClient(rotatesRefreshTokens: boolean, offersOwnUsers: boolean): string[] {
    const refresh = rotatesRefreshTokens ? [] : ['ALLOW_REFRESH_TOKEN_AUTH'];
    return offersOwnUsers ? [...this.flows, ...refresh] : refresh;
  }
}
