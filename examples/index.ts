import type { Stack, StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { BackOfficeStack } from './back-office/stack';
import { ApiWithGroupsStack } from './api-with-groups/stack';
import { GooglePhotosStack } from './google-photos/stack';
import { PhotoUploadStack } from './photo-upload/stack';
import { ServerToServerStack } from './server-to-server/stack';
import { StorefrontGuestsStack } from './storefront-guests/stack';
import { TenantsStack } from './tenants/stack';
import { UserMigrationStack } from './user-migration/stack';

/** The stack of an example. */
export type ExampleStack = new (scope: Construct, id: string, props?: Pick<StackProps, 'env' | 'stackName'>) => Stack;

/** Every example by the name of its folder, which is the name of its stack too. */
export const examples: Readonly<Record<string, ExampleStack>> = {
  'photo-upload': PhotoUploadStack,
  'storefront-guests': StorefrontGuestsStack,
  'api-with-groups': ApiWithGroupsStack,
  'google-photos': GooglePhotosStack,
  'user-migration': UserMigrationStack,
  'server-to-server': ServerToServerStack,
  'back-office': BackOfficeStack,
  'tenants': TenantsStack,
};
