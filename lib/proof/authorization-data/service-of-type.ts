import { isKnownService } from './actions';

/** Services by the names that CloudFormation has for them, where these are others. */
const SERVICES: Readonly<Record<string, string>> = {
  AmazonMQ: 'mq', ApiGatewayV2: 'apigateway', CertificateManager: 'acm', Cognito: 'cognito-idp', ElasticLoadBalancingV2: 'elasticloadbalancing', Elasticsearch: 'es', EMR: 'elasticmapreduce',
  KinesisFirehose: 'firehose', MSK: 'kafka', OpenSearchService: 'es', Pinpoint: 'mobiletargeting', StepFunctions: 'states',
};

/**
 * @param type a CloudFormation type
 * @returns its service, as actions begin with it; `*` where that is not known
 */
export function serviceOfType(type: string): string {
  const own = type.split('::')[1] ?? '';
  const service = SERVICES[own] ?? own.toLowerCase();
  return isKnownService(service) ? service : '*';
}
