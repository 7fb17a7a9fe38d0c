/** Something in the bodies that a person has to decide. */
export interface Note {
  /** The type of the job, or the event. */
  readonly kind: string;
  /** The field, its path joined by dots; empty for the kind as a whole. */
  readonly path: string;
  readonly message: string;
}

/** What a proposed field rests on. */
export interface Grounds {
  readonly path: string;
  /** What is proposed of it, in a few words. */
  readonly claim: string;
  /** What the bodies show, in numbers alone. */
  readonly shown: string;
}

/** Collects what is to be told beside the proposal, for one kind. */
export class Report {
  readonly kind: string;
  readonly notes: Note[] = [];
  readonly grounds: Grounds[] = [];

  constructor(kind: string) {
    this.kind = kind;
  }

  note(path: string, message: string): void {
    this.notes.push({ kind: this.kind, path, message });
  }
}

/** A name out of a body, so that a terminal shows it and does nothing else. */
export function quote(name: string): string {
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  return JSON.stringify(shown).replaceAll(/[\u007f-\u009f]/g, '�');
}
