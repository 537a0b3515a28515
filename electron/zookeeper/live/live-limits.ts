/** What keeps a live watch from using more memory, server or time than is good. */
export interface LiveLimits {
  /** Nodes whose facts are kept by one watch, about 250 bytes each. Without facts a gap cannot be compared. */
  readonly maxNodes: number;
  /** Above this, values are sampled: changes are merged for `sampleMs`, and read as far as the rate allows. */
  readonly maxReadsPerSecond: number;
  readonly sampleMs: number;
  /** Changes that wait to be read or reported. More are an overload: they are dropped, and compared afterwards. */
  readonly maxPending: number;
  /** How often the watched nodes are looked at, because no event reports an ACL. */
  readonly checkMs: number;
}

export const defaultLiveLimits: LiveLimits = {
  maxNodes: 100_000,
  maxReadsPerSecond: 1_000,
  sampleMs: 200,
  maxPending: 20_000,
  checkMs: 2_000,
};
