/** What a text holds. */
export type Kind = 'integer' | 'number' | 'time';

/**
 * What the texts of an object hold, by the names of its fields. A field that is no text of a kind, and holds none, is left out;
 * a list is as its entries are. `job` is a job, of which the table is chosen by its `Tag`.
 */
export interface KindTable {
  readonly [field: string]: Kind | 'job' | KindTable;
}

/** The tables of objects that a name tells apart. */
export interface KindChoice {
  readonly known: Readonly<Record<string, KindTable>>;
  /** For every other name. */
  readonly unknown: KindTable;
}
