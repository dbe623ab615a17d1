/** What supplements alone say of contracts; all else is derived from the published description, which not everybody has. */
import { deriveContracts } from '../../src/contracts/derive.ts';
import { CONTRACTS, contractFiles, readContracts, readSupplements } from '../../src/contracts/folder.ts';

/** Paths to the contracts of API v1: new ones of events that no description has, and those that there are with their facts. */
export function contractTexts(): Record<string, () => string> {
  const supplements = readSupplements(`${CONTRACTS}/supplements`);
  const { endpoints } = readContracts(CONTRACTS);
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
  const all = { ...derived, endpoints: { ...derived.endpoints, ...Object.fromEntries(renewed) } };
  return Object.fromEntries(contractFiles(all).map(([path, text]) => [`contracts/${path}`, () => text]));
}
