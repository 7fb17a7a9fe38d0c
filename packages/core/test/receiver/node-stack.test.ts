import { serve } from '../node/exchange.ts';
import { testHttpStack } from './http-stack.ts';

testHttpStack({
  name: 'node:http',
  start: ({ node }) => serve((request, response) => void node(request, response)),
});
