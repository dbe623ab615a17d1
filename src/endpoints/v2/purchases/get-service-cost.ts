import { options, required } from '../../../core/options.ts';
import { serviceCost } from '../../../core/purchases/prices.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { asText } from '../../../core/values.ts';

/** Tells what a service costs, or each of a list. [server/purchases/get-service-cost.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-service-cost',
  request: options({ service: required }),
  renders: 'text',
  credentials: 'unread',
  handle(state, { service }) {
    if (!Array.isArray(service)) return { state, answer: serviceCost(service) };
    return { state, answer: Object.fromEntries(service.map((one) => [asText(one), serviceCost(one)])) };
  },
});
