// Loaded before every function: what a user pool publishes at its own address is fetched from the emulator instead.
const http = require('node:http');
const https = require('node:https');

const request = https.request;

https.request = (url, ...rest) => {
  const wanted = typeof url === 'string' ? new URL(url) : url;
  if (!/^cognito-idp\.[a-z0-9-]+\.amazonaws\.com$/.test(wanted.hostname ?? wanted.host ?? '')) return request(url, ...rest);
  const { hostname, port } = new URL(process.env.AWS_ENDPOINT_URL);
  const [first, ...others] = rest;
  const options = typeof first === 'object' ? first : {};
  const path = wanted.path ?? `${wanted.pathname}${wanted.search ?? ''}`;
  return http.request({ ...options, protocol: 'http:', hostname, port, path, agent: undefined }, ...(typeof first === 'object' ? others : rest));
};
