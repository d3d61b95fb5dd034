// What the server answers (GET /openapi.json), as far as the page reads it.

export interface Labels {
  zh: string;
  en: string;
}

export interface SessionShown {
  token: string;
  roles: string[];
  scope?: string;
  person?: string;
}

export interface EventBody {
  type: string;
  on: string;
  on_precision?: string;
  data: Record<string, unknown>;
}

export interface EventShown {
  position: string;
  recorded_at: string;
  authority: string;
  class?: string;
  area?: string;
  subjects?: string[];
  event: EventBody;
}

export interface Page<T> {
  size?: number;
  on?: string;
  items: T[];
  next?: string;
}

export type Row = Record<string, unknown>;

export interface AreaStanding {
  position?: string;
  rows: Record<string, Row>;
  /// Of rows that are split: by part, as a year.
  parts?: Record<string, Record<string, Row>>;
}

export interface Standing {
  person?: string;
  org?: string;
  size: number;
  on: string;
  areas: Record<string, AreaStanding>;
  decisions?: EventShown[];
  sealed?: Record<string, string>;
}

export interface Office {
  person: string;
  org: string;
  post: string;
  from: string;
  until?: string;
  end_reason?: string;
  concurrent: boolean;
  acting: boolean;
  mode?: string;
  /// How much of `from` is known.
  precision?: 'day' | 'month' | 'year';
  /// Absent where there are none.
  rests?: { from: string; until?: string }[];
  begun_at: string;
  ended_at?: string;
}

export interface RosterLine {
  person: string;
  org: string;
  name?: string;
  offices: Office[];
}

export interface OrgLine {
  org: string;
  name?: string;
  kind?: string;
  closed?: string;
}

/// What a rule required and found: data for programs, labels for people.
export interface Explained {
  required?: string;
  actual?: string;
  required_labels?: Labels;
  actual_labels?: Labels;
}

export interface Alert extends Explained {
  rule: string;
  mechanisms: string[];
  subject: string;
  period?: string;
  since: string;
  message: string;
  clears: string;
  evidence: string[];
  /// Whom the message names by id, as person/p-0001.
  mentions?: string[];
}

export interface Alerts {
  size: number;
  on: string;
  /// Of all pages.
  total: number;
  /// Behind this page.
  left_out: number;
  /// How many of each rule ring.
  rules: Record<string, number>;
  /// The longest overdue first.
  items: Alert[];
  next?: string;
}

export interface Rule {
  name: string;
  form: string;
  labels: Labels;
  mechanisms: string[];
  /// Of a statistic: the row or event that it counts, and the field that it adds up.
  counts?: string;
  amount?: string;
  /// Of a computation: whom it is about.
  subject?: 'person' | 'org';
}

export interface Amount {
  count: number;
  known?: number;
  sum?: number;
  mean?: number;
  least?: number;
  most?: number;
  among?: number;
  share?: number;
}

export interface Figures {
  name: string;
  by: string[];
  /// fen, where money is added up.
  unit?: string;
  figures: (Amount & { group: string[] })[];
  total: Amount;
  /// By what is grouped by: its name, and each word that has a label.
  labels: Record<string, Labels & { subject?: 'person' | 'org'; words: Record<string, Labels & { mentions?: string[] }> }>;
}

export interface Eligibility {
  name: string;
  eligible: boolean | 'unknown';
  policy?: string;
  parameters: Parameter[];
  conditions: {
    name: string;
    labels: Labels;
    required: string;
    required_labels: Labels;
    actual: string;
    actual_labels: Labels;
    met: boolean | 'unknown';
    mechanisms: string[];
    basis: string[];
  }[];
}

/// What a policy gives for a parameter.
export interface Parameter {
  key: string;
  type: string;
  given: 'absent' | 'value' | 'masked' | 'unspecified';
  value?: unknown;
  value_labels?: Labels;
  unit: string;
  labels: Labels;
  policy?: string;
}

export interface Unit extends Labels {
  name: string;
}

export interface Computation {
  name: string;
  labels: Labels;
  subject: string;
  value: number | null;
  unit: Unit;
  why?: string;
  why_labels?: Labels;
  policy?: string;
  parts: {
    name: string;
    labels: Labels;
    of?: string;
    of_labels?: Labels;
    /// Whom `of` names by id.
    mentions?: string[];
    value: number;
    unit: Unit;
    basis: string[];
  }[];
  parameters: Parameter[];
}

export interface Envelope {
  payload: string;
  payloadType: string;
  signatures: { keyid: string; sig: string }[];
}

export interface ActShown {
  index: number;
  entry: string;
  /// Absent for who may not see all of the act.
  envelope?: Envelope;
}

export interface InclusionProof {
  index: number;
  size: number;
  leaf: string;
  proof: string[];
  root: string;
}

export interface Status {
  origin: string;
  size: number;
  log_key: string;
}

export interface SchemaNode {
  $ref?: string;
  type?: string;
  title?: string;
  description?: string;
  const?: string;
  items?: SchemaNode;
  oneOf?: SchemaNode[];
  properties?: Record<string, SchemaNode>;
  /// Of a code: the vocabularies that it is a word of.
  'x-words'?: string[];
}

/// By vocabulary and word.
export type PackWords = Record<string, Record<string, Labels>>;

export interface Schema {
  $defs: Record<string, SchemaNode>;
  'x-areas': Record<string, { title: string; description: string; rows: string[] }>;
  'x-vocabularies': Record<string, SchemaNode & { words: Record<string, SchemaNode> }>;
}
