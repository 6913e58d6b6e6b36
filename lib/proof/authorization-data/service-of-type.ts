import { servicePrefixes } from './action-table';
import { isKnownService } from './actions';

/** Services by the names that CloudFormation has for them, where these are others than their prefix without hyphens. */
const SERVICES: Readonly<Record<string, string>> = {
  AmazonMQ: 'mq', ApiGatewayV2: 'apigateway', CertificateManager: 'acm', Cognito: 'cognito-idp', EFS: 'elasticfilesystem', ElasticLoadBalancingV2: 'elasticloadbalancing', Elasticsearch: 'es', EMR: 'elasticmapreduce',
  EventSchemas: 'schemas', EventsV2: 'events', IoTCoreDeviceAdvisor: 'iotdeviceadvisor', KinesisAnalyticsV2: 'kinesisanalytics', KinesisFirehose: 'firehose', Location: 'geo', MSK: 'kafka', MWAA: 'airflow', MWAAServerless: 'airflow-serverless',
  Neptune: 'rds', NimbleStudio: 'nimble', OpenSearchServerless: 'aoss', OpenSearchService: 'es', Pinpoint: 'mobiletargeting', PinpointEmail: 'ses', ResilienceHubV2: 'resiliencehub', StepFunctions: 'states',
};

let byName: ReadonlyMap<string, string> | undefined;

/**
 * @param type a CloudFormation type
 * @returns its service, as actions begin with it; `*` where that is not known
 */
export function serviceOfType(type: string): string {
  const own = type.split('::')[1] ?? '';
  const service = SERVICES[own] ?? own.toLowerCase();
  if (isKnownService(service)) return service;
  byName ??= new Map(servicePrefixes().map((prefix) => [prefix.replaceAll('-', ''), prefix]));
  return byName.get(service) ?? '*';
}
