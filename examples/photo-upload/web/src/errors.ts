/** What a user can do about an error, by the name that AWS or Amplify gives it. */
const WORDS: Readonly<Record<string, string>> = {
  NotAuthorizedException: 'Your session has ended. Sign in again.',
  UserNotFoundException: 'The e-mail address or the password is not right.',
  UsernameExistsException: 'There is an account with this address already. Sign in instead.',
  InvalidPasswordException: 'This password is not accepted. Choose another one.',
  PasswordHistoryPolicyViolationException: 'You have used this password before. Choose another one.',
  CodeMismatchException: 'That code is not right. Check it, and enter it again.',
  EnableSoftwareTokenMFAException: 'That code is not right. Enter the one that your app shows now.',
  ExpiredCodeException: 'That code is too old. Ask for another one.',
  CodeDeliveryFailureException: 'The code could not be sent. Check the address.',
  LimitExceededException: 'That was tried too often. Wait a few minutes, then try again.',
  TooManyRequestsException: 'That was tried too often. Wait a few minutes, then try again.',
  TooManyFailedAttemptsException: 'That was tried too often. Wait a few minutes, then try again.',
  NetworkError: 'There is no connection. Check it, and try again.',
  AccessDenied: 'AWS does not let you do this.',
  AbortError: 'Cancelled.',
};

/** The same error name stands for several things that only its text tells apart. */
const BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [/username or password/i, 'The e-mail address or the password is not right.'],
  [/attempts exceeded/i, 'That was tried too often. Wait a few minutes, then try again.'],
  [/disabled/i, 'This account is closed.'],
  [/invalid session|session .*(expired|once)/i, 'That took too long. Go back, and sign in again.'],
  [/failed to fetch|network/i, 'There is no connection. Check it, and try again.'],
];

/** Which field an error is about. */
const FIELDS: Readonly<Record<string, string>> = {
  UsernameExistsException: 'email', CodeDeliveryFailureException: 'email',
  NotAuthorizedException: 'password', UserNotFoundException: 'password', InvalidPasswordException: 'password', PasswordHistoryPolicyViolationException: 'password',
  CodeMismatchException: 'code', EnableSoftwareTokenMFAException: 'code', ExpiredCodeException: 'code',
};

/** An error in words that say what to do. */
export function inWords(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return BY_TEXT.find(([text]) => text.test(message))?.[1] ?? WORDS[name] ?? message;
}

/** The id of the field that an error is about, if there is one. */
export function fieldOf(error: unknown): string | undefined {
  return error instanceof Error ? FIELDS[error.name] : undefined;
}
