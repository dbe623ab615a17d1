/** What supplements alone say of contracts; all else is derived from the published description, which not everybody has. */
import { deriveContracts } from '../../src/contracts/derive.ts';
import { deriveRestContracts, publishedIn } from '../../src/contracts/derive-rest.ts';
import { CONTRACTS, contractFiles, readContracts, readSupplements } from '../../src/contracts/folder.ts';

/** Paths to the contracts of API v1 and v2: new ones of events that no description has, and those that there are with their facts. */
export function contractTexts(): Record<string, () => string> {
  const supplements = readSupplements(`${CONTRACTS}/supplements`);
  const contracts = readContracts(CONTRACTS);
  const { endpoints } = contracts;
  const described = Object.values(endpoints).filter(({ source }) => source.description === 'api.json');
  const [{ source }] = described as [(typeof described)[0]];
  const alone = Object.entries(supplements.events).filter((entry) => entry[1].source !== undefined);
  const derived = deriveContracts(
    { root: '/api/v1/', gitrev: source.gitrev, events: {} },
    { ...supplements, events: Object.fromEntries(alone) },
  );
  const renewed = described.map((contract) => {
    const { facts } = supplements.events[contract.endpoint.slice('v1/'.length)] ?? {};
    return [contract.endpoint, { ...contract, ...(facts !== undefined && { facts }) }] as const;
  });
  const rest = deriveRestContracts(publishedIn(contracts), readSupplements(`${CONTRACTS}/supplements`, 'v2'));
  const all = {
    common: { ...derived.common, ...rest.common },
    endpoints: { ...derived.endpoints, ...Object.fromEntries(renewed), ...rest.endpoints },
  };
  return Object.fromEntries(contractFiles(all).map(([path, text]) => [`contracts/${path}`, () => text]));
}
