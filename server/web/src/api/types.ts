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

/// What a policy may give.
export interface ParameterNamed {
  key: string;
  type: string;
  unit: string;
  labels: Labels;
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
  recorded_at?: string;
  authority?: string;
  verdict?: { flags?: FlagShown[] };
}

export interface FlagShown {
  rule: string;
  message?: string;
  mentions?: string[];
}

/// What was found of an audit's test: no finding.
export interface Lead extends Explained {
  test: string;
  labels: Labels;
  on: string;
  period?: string;
  subject: string;
  amount_fen?: number;
  message: string;
  policy?: string;
  evidence?: string[];
  explained?: { kind: string; labels: Labels; position: string; outcome?: string }[];
  mentions?: string[];
}

export interface AuditTest {
  test: string;
  labels: Labels;
  about: Labels;
  leads: number;
  explained: number;
  amount_fen: number;
  outcome: 'leads' | 'nothing_found' | 'not_judged';
  outcome_labels: Labels;
  unjudged?: { reason: string; labels: Labels; parameters?: string[]; found?: number; needed?: number }[];
  not_judged: number; // audits in which it gave no lead and was not judged
}

export interface Threshold {
  key: string;
  value: string;
  labels: Labels;
  unit?: string;
  from: 'run' | 'policy' | 'usual';
  policy?: string;
}

export interface AuditHead {
  kind: string;
  org: string;
  person?: string;
  in_office?: boolean; // of a departure: the auditee has not left
  from: string;
  until: string;
  size: number;
  on: string;
  policy?: string;
  thresholds: Threshold[];
  tests: AuditTest[];
  totals: { leads: number; explained: number; amount_fen: number };
  digest: string;
}

/// Of one auditee: its other members are sections, described by the server.
export interface AuditReport extends AuditHead {
  leads: Lead[];
}

export interface AuditLine {
  org: string;
  person?: string;
  from: string;
  until: string;
  leads: number;
  explained: number;
  amount_fen: number;
  tests?: string[];
}

/// Of everybody who left, or of every organisation below one.
export interface AuditList extends AuditHead {
  items: AuditLine[];
}

export type AuditAnswer = AuditReport | AuditList;

export interface PolicyNamed {
  position?: string;
  title?: string;
}

export interface RuleAnswer extends Explained {
  outcome: string;
  mode: string;
  message?: string;
  mentions?: string[];
  evidence: string[];
  policy?: string;
}

export interface RuleAsked {
  rule: string;
  labels: Labels;
  then?: RuleAnswer;
  now?: RuleAnswer;
  differs: boolean;
  repeats: boolean;
  because: string[];
}

export interface Grant {
  position: string;
  org_subtree: string;
  types: string[];
  limit_fen?: number;
  from: string;
  until?: string;
  quorum: number;
  covers: boolean;
  detail?: string;
}

export interface Signer {
  key: string;
  root: boolean;
  person?: string;
  registered?: string;
  grants: Grant[];
  revoked?: string;
}

interface Side {
  size: number;
  until: string;
  objections: number;
  regular: boolean;
}

/// The review of a decision: as known when it was recorded, and as known now of the same days.
export interface Decision {
  position: string;
  size: number;
  on: string;
  then: Side;
  now: Side;
  act: Row & { index: number; recorded_at: string; authority: string; document_no?: string; issued_at?: string };
  event: EventShown;
  signers?: Signer[];
  overrides?: { position: string; rule: string; approver: string }[];
  policies: { org: string; on: string; then: PolicyNamed | null; now: PolicyNamed | null; today: PolicyNamed | null }[];
  rules: RuleAsked[];
  flags: Row[];
  events: { relations: string[]; event: EventShown }[];
  left_out: number;
  complete: boolean;
}

export interface BooksShown {
  size: number;
  on: string;
  books: Row & { from: string; until: string; lines?: Row[] };
}

export interface BookParties {
  items: Row[];
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

/// GET /openapi.json, as far as the page reads it.
export interface AnswerSchema {
  paths: Record<
    string,
    { get?: { responses: Record<string, { content?: Record<string, { schema?: SchemaNode }> }> } } | undefined
  >;
  components: { schemas: Record<string, SchemaNode> };
}

/// By vocabulary and word.
export type PackWords = Record<string, Record<string, Labels>>;

export interface Schema {
  $defs: Record<string, SchemaNode>;
  'x-areas': Record<string, { title: string; description: string; rows: string[] }>;
  'x-vocabularies': Record<string, SchemaNode & { words: Record<string, SchemaNode> }>;
}
