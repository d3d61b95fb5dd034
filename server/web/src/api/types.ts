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
  rests: { from: string; until?: string }[];
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

export interface Alert {
  rule: string;
  mechanisms: string[];
  subject: string;
  period?: string;
  since: string;
  message: string;
  clears: string;
  evidence: string[];
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
  figures: (Amount & { group: string[] })[];
  total: Amount;
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
    actual: string;
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
  policy?: string;
  parts: { name: string; labels: Labels; of?: string; value: number; unit: Unit; basis: string[] }[];
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
}

export interface Schema {
  $defs: Record<string, SchemaNode>;
  'x-areas': Record<string, { title: string; description: string; rows: string[] }>;
}
