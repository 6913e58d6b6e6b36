import { App } from 'aws-cdk-lib/core';
import { DoorsStack } from './stack';

new DoorsStack(new App({ analyticsReporting: false }), 'doors');
