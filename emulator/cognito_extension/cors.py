"""CORS headers as browsers need them: on refusals too, and on HTTP APIs that CloudFormation made."""

from ministack import app
from ministack.services import apigateway, s3

PREFIX = b"access-control-"


def without_duplicates(headers):
    """An HTTP API's own CORS headers come last and replace those of its integration."""
    last = {name.lower(): value for name, value in headers if name.lower().startswith(PREFIX)}
    return [*((n, v) for n, v in headers if n.lower() not in last), *last.items()]


def camel_case(configuration):
    """CloudFormation's property names as the API spells them."""
    return {name[:1].lower() + name[1:]: value for name, value in (configuration or {}).items()}


def refusal_headers(host, path, method, request_headers):
    target = app._s3_cors_target(host, path)
    if target:
        return s3.cors_response_headers(target[0], method, request_headers)
    return {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "*"}


def install():
    serve = app.app
    response_headers, preflight_response = apigateway._cors_response_headers, apigateway._cors_preflight_response

    async def serve_with_cors(scope, receive, send):
        if scope["type"] != "http":
            return await serve(scope, receive, send)
        request = {n.decode("latin-1").lower(): v.decode("latin-1") for n, v in scope["headers"]}
        host, path = request.get("host", ""), scope["path"]
        is_api = "execute-api" in host + path or path.startswith("/restapis/")

        async def send_with_cors(message):
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                if is_api:
                    headers = without_duplicates(headers)
                elif message["status"] >= 400 and "origin" in request and not any(
                        name.lower() == PREFIX + b"allow-origin" for name, _ in headers):
                    added = refusal_headers(host, path, scope["method"], request)
                    headers += [(name.encode(), value.encode()) for name, value in added.items()]
                message = {**message, "headers": headers}
            await send(message)

        await serve(scope, receive, send_with_cors)

    app.app = serve_with_cors
    apigateway._cors_response_headers = lambda cfg, origin: response_headers(camel_case(cfg), origin)
    apigateway._cors_preflight_response = lambda cfg, origin: preflight_response(camel_case(cfg), origin)
