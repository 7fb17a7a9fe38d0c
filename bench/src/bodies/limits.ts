/** For the large bodies, which the defaults refuse. */
export const noLimits = { bytes: 1_000_000_000, elements: 1_000_000_000 } as const;
