import { App } from 'aws-cdk-lib/core';
import { JourneysStack } from './stack';

new JourneysStack(new App({ analyticsReporting: false }), 'journeys');
