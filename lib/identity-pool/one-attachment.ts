import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { reported } from '../private/errors';
import { referredResource } from '../private/references';

const WATCHED = new WeakSet<IConstruct>();

/** Reports at synth, once for an app, identity pools with two role attachments: each deployment of one overwrites the other. */
export function watchAttachments(scope: IConstruct): void {
  const app = scope.node.root;
  if (WATCHED.has(app)) return;
  WATCHED.add(app);
  app.node.addValidation({ validate: () => issues(app) });
}

function issues(app: IConstruct): string[] {
  const first = new Map<unknown, IConstruct>();
  const all = app.node.findAll().filter((node) => node instanceof CfnIdentityPoolRoleAttachment);
  return all.flatMap((attachment) => {
    const pool = poolOf(attachment);
    const other = first.get(pool);
    first.set(pool, other ?? attachment);
    return other === undefined ? [] : [reported({
      code: 'role-attachment-exists',
      received: `the identity pool has a role attachment already, ${other.node.path}`,
      fix: 'leave one of the two: they stand for one setting of the pool, and each deployment of one overwrites the other',
    }, attachment)];
  });
}

/** The pool that an attachment is about: the resource, or the id; nothing that two attachments could share where it is not known. */
function poolOf(attachment: CfnIdentityPoolRoleAttachment): unknown {
  const { identityPoolId } = attachment;
  return referredResource(identityPoolId) ?? (Token.isUnresolved(identityPoolId) ? attachment : identityPoolId);
}
