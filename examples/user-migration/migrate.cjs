// Cognito calls this when somebody signs in, or forgot their password, who is not in the user pool yet.
const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
const { scryptSync, timingSafeEqual } = require('node:crypto');

const directory = new DynamoDBClient({});

exports.handler = async (event) => {
  const { Item: person } = await directory.send(new GetItemCommand({
    TableName: process.env.LEGACY_USERS, Key: { email: { S: event.userName.toLowerCase() } }, ConsistentRead: true,
  }));
  const signsIn = event.triggerSource === 'UserMigration_Authentication';
  if (!person || (signsIn && !isPassword(event.request.password, person))) throw new Error('no such user, or another password');
  return {
    ...event,
    response: {
      // Verified here, or Cognito could not send the code to who forgot their password.
      userAttributes: { email: person.email.S, email_verified: 'true', name: person.name.S },
      messageAction: 'SUPPRESS',
      // Keeps the password that was just checked; who forgot theirs chooses a new one anyway.
      ...(signsIn && { finalUserStatus: 'CONFIRMED' }),
    },
  };
};

function isPassword(password, person) {
  const stored = Buffer.from(person.hash.S, 'base64');
  return timingSafeEqual(scryptSync(password, person.salt.S, stored.length), stored);
}
