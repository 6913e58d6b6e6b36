import { App } from 'aws-cdk-lib/core';
import { AuthorizersStack } from './stack';

new AuthorizersStack(new App({ analyticsReporting: false }), 'authorizers');
