import { randomBytes } from 'node:crypto';
import type { SampleNode } from './client.ts';
import {
  featureFlagsJson,
  gatewayYaml,
  geoIndexBinary,
  inventoryProperties,
  loggingXml,
  maintenanceNotice,
  priceListCsv,
  routesGzip,
} from './documents.ts';

/** The services of the sample, with the addresses of their instances, which are ephemeral nodes. */
export const SERVICES: Readonly<Record<string, readonly string[]>> = {
  'inventory-service': ['192.168.1.40:8080', '192.168.1.41:8080'],
  'notification-service': ['192.168.1.50:8025'],
  'order-service': ['192.168.1.10:8080', '192.168.1.11:8080', '192.168.1.12:8080'],
  'payment-service': ['192.168.1.30:8443', '192.168.1.31:8443'],
  'user-service': ['192.168.1.20:8080', '192.168.1.21:8080'],
};

/** How many children the wide level has, and how many bytes the large node. */
export const MANY_CHILDREN = 20_000;
export const LARGE_NODE_BYTES = 1_000_000;

/** @returns what is there before anybody comes; parents before children. */
export function sampleTree(): SampleNode[] {
  return [
    folder('/services'),
    ...Object.keys(SERVICES).map((name) => folder(`/services/${name}`)),
    folder('/config'),
    node('/config/database.url', 'jdbc:postgresql://db.internal:5432/shop'),
    node('/config/timeout', '3000'),
    node('/config/feature-flags.json', featureFlagsJson),
    node('/config/logging.xml', loggingXml),
    node('/config/gateway.yaml', gatewayYaml),
    node('/config/inventory.properties', inventoryProperties),
    node('/config/maintenance-notice', maintenanceNotice),
    folder('/data'),
    node('/data/routes.json.gz', routesGzip),
    node('/data/geo-index.bin', geoIndexBinary),
    node('/data/price-list.csv', priceListCsv(LARGE_NODE_BYTES)),
    folder('/secrets'),
    {
      path: '/secrets/payment-gateway',
      data: 'merchant=shop-eu',
      // Nobody ever learns the password, so the node stays hidden from everybody.
      onlyFor: `operations:${randomBytes(24).toString('base64url')}`,
    },
    folder('/lock'),
    folder('/election'),
    node('/app1', 'order management'),
    node('/app2', 'customer accounts'),
    node('/app3', 'reporting'),
    node('/app4', 'warehouse'),
    ...['p1', 'p2', 'p3'].map((name) => node(`/app4/${name}`, `partition ${name.slice(1)} of 3`)),
    folder('/many'),
    ...Array.from({ length: MANY_CHILDREN }, (_, index) => {
      const number = String(index + 1).padStart(5, '0');
      return node(`/many/item-${number}`, `item ${number}`);
    }),
  ];
}

function node(path: string, data: string | Buffer): SampleNode {
  return { path, data };
}

function folder(path: string): SampleNode {
  return { path, data: '' };
}
