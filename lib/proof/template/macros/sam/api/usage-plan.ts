import { itemsOf, mapAt, ref, scalar, stated, type RawMap } from '../../raw';
import { conditionShared } from '../conditions';
import type { Expansion, Source } from '../expansion';

/**
 * Expands `UsagePlan`: a usage plan with an API key, for the API or for all APIs of the template that share one.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiusageplan.html
 *
 * @param api the API
 * @param auth `Auth` of the API
 * @param stage the logical id of its stage
 * @param expansion what the template comes to
 */
export function usagePlan(api: Source, auth: RawMap, stage: string, expansion: Expansion): void {
  const plan = mapAt(auth, 'UsagePlan');
  const kind = expansion.text(plan.CreateUsagePlan);
  if (kind !== 'PER_API' && kind !== 'SHARED') return;
  const prefix = kind === 'SHARED' ? 'Serverless' : api.id;
  const owner = kind === 'PER_API' ? api : { ...api, raw: stated({ Condition: conditionShared('SharedUsagePlanCondition', scalar(api.raw.Condition), expansion) }) };
  const usage = `${prefix}UsagePlan`;
  const key = `${prefix}ApiKey`;
  const shared = itemsOf(mapAt(expansion.resources.get(usage), 'Properties').ApiStages);
  const keys = itemsOf(mapAt(expansion.resources.get(key), 'Properties').StageKeys);
  expansion.add(usage, 'AWS::ApiGateway::UsagePlan', { ApiStages: [...shared, { ApiId: ref(api.id), Stage: ref(stage) }], UsagePlanName: plan.UsagePlanName }, owner);
  expansion.add(key, 'AWS::ApiGateway::ApiKey', { Enabled: true, StageKeys: [...keys, { RestApiId: ref(api.id), StageName: ref(stage) }] }, owner);
  expansion.add(`${prefix}UsagePlanKey`, 'AWS::ApiGateway::UsagePlanKey', { KeyId: ref(key), KeyType: 'API_KEY', UsagePlanId: ref(usage) }, owner);
  expansion.references.set(`${api.id}.UsagePlan`, usage).set(`${api.id}.ApiKey`, key).set(`${api.id}.UsagePlanKey`, `${prefix}UsagePlanKey`);
}
