import type { Evidence } from '../schema-node.ts';

interface Proof {
  readonly name: string;
  /** What a comment says of a field that no body shows. */
  readonly doubt?: string;
}

/** What something can be known from, the best proof first. */
export const proofs: Readonly<Record<Evidence, Proof>> = {
  sample: { name: 'a sample that the vendor published' },
  capture: { name: 'a body that was received' },
  table: { name: 'a table of fields alone', doubt: 'Unverified: documented only.' },
  sdk: { name: 'an official SDK alone', doubt: 'Unverified: known from an official SDK only.' },
  name: {
    name: 'the name of its job type alone',
    doubt: 'Unverified: concluded from the name of the job type only.',
  },
};

/** Whether no body shows it. */
export function isUnverified(evidence: Evidence | undefined): boolean {
  return evidence !== undefined && proofs[evidence].doubt !== undefined;
}

/** What it is known from, spelt out. */
export function evidenceName(evidence: Evidence | undefined): string {
  return evidence === undefined ? '' : proofs[evidence].name;
}
