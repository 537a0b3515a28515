import { gzipSync } from 'node:zlib';
import { seededRandom } from './random.ts';

/** Values as applications keep them in ZooKeeper, one of each form. */

export const featureFlagsJson = `{
  "newCheckout": { "enabled": true, "rollout": 0.25 },
  "expressShipping": { "enabled": true, "regions": ["eu-west", "ap-east"] },
  "loyaltyPoints": { "enabled": false }
}
`;

export const loggingXml = `<?xml version="1.0" encoding="UTF-8"?>
<configuration scan="true" scanPeriod="30 seconds">
  <appender name="CONSOLE" class="ch.qos.logback.core.ConsoleAppender">
    <encoder>
      <pattern>%d{HH:mm:ss.SSS} %-5level [%thread] %logger{36} - %msg%n</pattern>
    </encoder>
  </appender>
  <logger name="com.example.order" level="DEBUG"/>
  <root level="INFO">
    <appender-ref ref="CONSOLE"/>
  </root>
</configuration>
`;

export const gatewayYaml = `server:
  port: 8080
  shutdown: graceful
routes:
  - id: orders
    uri: lb://order-service
    predicates: [Path=/api/orders/**]
  - id: payments
    uri: lb://payment-service
    predicates: [Path=/api/payments/**]
    retries: 3
`;

export const inventoryProperties = `# Read by inventory-service at start and on every change
inventory.reservation.ttl=15m
inventory.warehouse.default=fra-2
inventory.sync.batch-size=500
inventory.alerts.recipients=ops@example.com,stock@example.com
`;

export const maintenanceNotice =
  '系统将于周六凌晨 2:00 至 4:00 进行维护，期间订单服务只读。如有疑问，请联系运维团队。\n';

/** A routing table as an application would store it to save room: gzip over JSON. */
export const routesGzip: Buffer = gzipSync(
  JSON.stringify(
    Array.from({ length: 200 }, (_, shard) => ({
      shard,
      primary: `10.0.${Math.floor(shard / 50)}.${10 + (shard % 50)}:9092`,
      replicas: 2,
    })),
  ),
);

/** Bytes that are no text: a small index with a magic number, a version, and fixed-width entries. */
export const geoIndexBinary: Buffer = (() => {
  const random = seededRandom(7);
  const header = Buffer.from([0x47, 0x49, 0x44, 0x58, 0x00, 0x02, 0xff, 0xfe]);
  const entries = Buffer.alloc(64 * 16);
  for (let index = 0; index < 64; index++) {
    entries.writeUInt32BE(index, index * 16);
    entries.writeFloatBE(random() * 180 - 90, index * 16 + 4);
    entries.writeFloatBE(random() * 360 - 180, index * 16 + 8);
    entries.writeUInt32LE(Math.floor(random() * 0xffff_ffff), index * 16 + 12);
  }
  return Buffer.concat([header, entries]);
})();

/** @returns a price list in CSV of exactly so many bytes. */
export function priceListCsv(sizeBytes: number): string {
  const random = seededRandom(11);
  const lines = ['sku,name,price,currency,stock\n'];
  let length = lines[0]?.length ?? 0;
  for (let sku = 100_000; length < sizeBytes; sku++) {
    const price = (random() * 500 + 1).toFixed(2);
    const line = `${sku},Article ${sku},${price},EUR,${Math.floor(random() * 1_000)}\n`;
    lines.push(line);
    length += line.length;
  }
  return lines.join('').slice(0, sizeBytes);
}
