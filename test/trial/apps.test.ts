import { App, Stack } from 'aws-cdk-lib';
import { AccessModel, AccessVerdict } from '../../lib';
import { findingsOf, openOf } from '../support/proved';
import { Company, Service, SHORT, Shop } from './apps';

const SUB = '${cognito-identity.amazonaws.com:sub}';
const { ALLOWED, DENIED } = AccessVerdict;
const quiet = () => new App({ context: { 'cdk-cognito-pools:proof': 'off' } });
beforeAll(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterAll(() => jest.restoreAllMocks());

test('an e-commerce site with click stream and guests is proved, and lets in whom it is for', () => {
  expect(openOf(findingsOf((stack) => new Shop(stack.node.root as App)))).toEqual([]);
  const shop = new Shop(quiet());
  const access = AccessModel.fromStack(shop);
  const of = (key: string) => shop.assets.arnForObjects(key);
  const [guest, user, merchandiser] = [access.guest(), access.user(), access.user({ groups: ['merchandisers'] })];
  for (const who of [guest, user, merchandiser]) {
    expect(who.can('s3:GetObject', of('catalog/1.jpg')).verdict).toBe(ALLOWED);
    expect(who.can('kinesis:PutRecord', shop.clicks.streamArn).verdict).toBe(ALLOWED);
    expect(who.can('kinesis:GetRecords', shop.clicks.streamArn).verdict).toBe(DENIED);
    expect(who.can('s3:GetObject', of('pictures/another/1.jpg')).verdict).toBe(DENIED);
    expect(who.can('s3:DeleteObject', of('catalog/1.jpg')).verdict).toBe(who === merchandiser ? ALLOWED : DENIED);
    expect(who.can('s3:PutObject', of(`pictures/${SUB}/1.jpg`)).verdict).toBe(who === guest ? DENIED : ALLOWED);
    expect(who.can('dynamodb:Scan', shop.orders.tableArn).verdict).toBe(DENIED);
  }
  expect(access.user({ groups: ['support'] }).can('dynamodb:Scan', shop.orders.tableArn).verdict).toBe(ALLOWED);
});

test('a company directory with Administrator, Accounting, Finance, IT is proved, and keeps departments apart', () => {
  expect(openOf(findingsOf((stack) => new Company(stack.node.root as App)))).toEqual([]);
  const company = new Company(quiet());
  const access = AccessModel.fromStack(company);
  const can = (group: string, action: string, resource: string) => access.user({ groups: [group] }).can(action, resource).verdict === ALLOWED;
  const matrix = Object.fromEntries(['Administrator', 'Accounting', 'Finance', 'IT'].map((group) => [group, [
    can(group, 's3:PutObject', company.books.arnForObjects('invoices/1')), can(group, 's3:GetObject', company.books.arnForObjects('invoices/1')), can(group, 's3:PutObject', company.books.arnForObjects('reports/1')),
    can(group, 'dynamodb:PutItem', company.equipment.tableArn), can(group, 's3:DeleteObject', company.homes.arnForObjects('home/another/1')), can(group, 'cognito-idp:AdminCreateUser', company.auth.userPoolArn),
  ]]));
  expect(matrix).toEqual({
    Administrator: [false, false, false, false, true, true],
    Accounting: [true, true, false, false, false, false],
    Finance: [false, true, true, false, false, false],
    IT: [false, false, false, true, false, false],
  });
});

test('a service for many tenants on an existing pool: nothing is violated, and what rests on the pool is not known', () => {
  const open = openOf(findingsOf((stack) => new Service(stack.node.root)));
  expect(open.filter((line) => !line.includes(' UNKNOWN '))).toEqual([]);
  expect(open).toContainEqual(expect.stringMatching(/^unforgeable UNKNOWN/));
  const service = new Service(quiet());
  const access = AccessModel.fromStack(service);
  const blue = access.user({ claims: { 'custom:tenantId': 'blue' } });
  expect(blue.can('s3:GetObject', service.files.arnForObjects('tenants/blue/1')).verdict).toBe(ALLOWED);
  expect(blue.can('s3:GetObject', service.files.arnForObjects('tenants/green/1')).verdict).toBe(DENIED);
});

test.each(Object.entries(SHORT))('%s takes at most 15 lines, and is proved', (_name, app) => {
  expect(app.toString().split('\n').length - 2).toBeLessThanOrEqual(15);
  expect(openOf(findingsOf((stack: Stack) => app(stack)))).toEqual([]);
});
