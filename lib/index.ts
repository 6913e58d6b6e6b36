export * from './private-a';
