/** The event does not say who calls: no authorizer is in front, or another one. Answer 401, and look at the authorizer. */
export class NoCallerError extends Error {
  /**
   * @param why what is missing
   */
  constructor(why: string) {
    super(`no-caller: ${why}`);
    this.name = 'NoCallerError';
  }
}

/** The caller is known and may not do this. Answer 403. */
export class NotAllowedError extends Error {
  /**
   * @param why what the caller lacks
   */
  constructor(why: string) {
    super(`not-allowed: ${why}`);
    this.name = 'NotAllowedError';
  }
}
