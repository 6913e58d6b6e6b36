import type { ParameterValues } from '../parameters';
import { isRawMap, mapAt, scalar, type RawMap } from '../raw';
import { SERVERLESS, SERVERLESS_TYPE, type Understood } from '../transforms';
import { expandHttpApi } from './api/http-api';
import { withImplicitApis } from './api/implicit-apis';
import { expandRestApi } from './api/rest-api';
import { expandWebSocketApi } from './api/websocket-api';
import { expandConnector, withEmbeddedConnectors } from './connector/connector';
import { Expansion, NotExpanded, type Source } from './expansion';
import { expandFunction } from './function';
import { withGlobals } from './globals';
import { expandGraphQlApi } from './graphql-api';
import { expandApplication, expandCapacityProvider, expandLayerVersion, expandSimpleTable } from './plain-resources';
import { withGeneratedIds } from './references';
import { expandStateMachine } from './state-machine';

type Expander = (source: Source, expansion: Expansion) => void;

/** In the order of the transform: events before the APIs that they add to, connectors last. */
const EXPANDERS: { readonly [type: string]: Expander } = {
  'AWS::Serverless::Function': expandFunction,
  'AWS::Serverless::StateMachine': expandStateMachine,
  'AWS::Serverless::Api': expandRestApi,
  'AWS::Serverless::HttpApi': expandHttpApi,
  'AWS::Serverless::WebSocketApi': expandWebSocketApi,
  'AWS::Serverless::SimpleTable': expandSimpleTable,
  'AWS::Serverless::LayerVersion': expandLayerVersion,
  'AWS::Serverless::Application': expandApplication,
  'AWS::Serverless::CapacityProvider': expandCapacityProvider,
  'AWS::Serverless::GraphQLApi': expandGraphQlApi,
  'AWS::Serverless::Connector': expandConnector,
};

/**
 * Does what the transform of the AWS Serverless Application Model does, as far as access depends on it.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 *
 * @param body the template
 * @param parameters what is known of its parameters
 * @returns the template after the transform, and why there may be more in the stack
 */
export function expandServerless(body: RawMap, parameters: ParameterValues): Understood {
  const declared = mapAt(body, 'Resources');
  const { Globals: globals, ...rest } = body;
  const source = withGlobals(withImplicitApis(withEmbeddedConnectors(declared)), globals);
  const expansion = new Expansion(source, parameters, body.Mappings);
  for (const [type, expand] of Object.entries(EXPANDERS)) {
    for (const id of Object.keys(source)) {
      const resource = expansion.typeOf(id) === type ? expansion.source(id) : undefined;
      if (resource !== undefined) attempt(resource, type, expand, expansion);
    }
  }
  for (const [id, { Type }] of expansion.resources) {
    const type = scalar(Type) ?? '';
    if (type.startsWith(SERVERLESS_TYPE) && !Object.hasOwn(EXPANDERS, type)) expansion.unseen.push(`what the transform '${SERVERLESS}' makes of '${id}', of the type '${type}', is not known`);
  }
  const malformed = Object.fromEntries(Object.entries(declared).filter(([, resource]) => !isRawMap(resource)));
  return { body: assembled(rest, malformed, expansion), unseen: expansion.unseen };
}

/** One resource that is not understood leaves the others readable. */
function attempt(source: Source, type: string, expand: Expander, expansion: Expansion): void {
  try {
    expand(source, expansion);
  } catch (error) {
    if (!(error instanceof NotExpanded)) throw error;
    expansion.unseen.push(`what the transform '${SERVERLESS}' makes of '${source.id}', of the type '${type}', is not known: ${error.message}`);
  }
}

function assembled(body: RawMap, malformed: RawMap, expansion: Expansion): RawMap {
  const Resources = { ...malformed, ...Object.fromEntries(expansion.resources) };
  const Conditions = expansion.conditions.size === 0 ? body.Conditions : { ...mapAt(body, 'Conditions'), ...Object.fromEntries(expansion.conditions) };
  const whole: RawMap = { ...body, Resources, ...(Conditions === undefined ? {} : { Conditions }) };
  return withGeneratedIds(whole, expansion.references) as RawMap;
}
