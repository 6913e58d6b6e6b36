import { itemsOf, mapAt, ref, scalar } from '../../raw';
import type { Expansion, Source } from '../expansion';

/**
 * Expands `Domain`: a custom domain, and its mapping to the stage. Records of Route 53 decide no access and are left out.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-domainconfiguration.html
 *
 * @param api the API
 * @param stage the logical id of its stage
 * @param expansion what the template comes to
 */
export function customDomain({ id, raw, properties }: Source, stage: string, expansion: Expansion): void {
  if (properties.Domain === undefined) return;
  const { DomainName, BasePath } = mapAt(properties, 'Domain');
  const isHttp = expansion.typeOf(id) === 'AWS::ApiGatewayV2::Api';
  const owner = { id, raw, properties };
  const domain = expansion.add(expansion.free(isHttp ? 'ApiGatewayDomainNameV2' : 'ApiGatewayDomainName'), isHttp ? 'AWS::ApiGatewayV2::DomainName' : 'AWS::ApiGateway::DomainName', { DomainName }, owner);
  expansion.references.set(`${id}.DomainName`, domain).set(`${id}.DomainNameV2`, domain);
  const paths = BasePath === undefined ? [undefined] : itemsOf(BasePath).map((path) => scalar(path)?.replace(/^\/|\/$/g, '') ?? '');
  for (const path of paths) {
    const name = `${id}${path?.replace(/[^A-Za-z0-9]/g, '') ?? ''}`;
    if (isHttp) {
      expansion.add(`${name}ApiMapping`, 'AWS::ApiGatewayV2::ApiMapping', { DomainName: ref(domain), ApiId: ref(id), Stage: ref(stage), ApiMappingKey: path }, owner);
    } else {
      expansion.add(`${name}BasePathMapping`, 'AWS::ApiGateway::BasePathMapping', { DomainName: ref(domain), RestApiId: ref(id), Stage: ref(stage), BasePath: path }, owner);
    }
  }
}
