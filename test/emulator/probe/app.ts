import { App } from 'aws-cdk-lib/core';
import { ProbeStack } from './stack';

new ProbeStack(new App({ analyticsReporting: false }), 'probe');
